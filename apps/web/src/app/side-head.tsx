import { ChevronLeft, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../ui/icon-button.tsx';

interface Props {
  title: string;
  roomName: string;
  onClose: () => void;
  /** What else can be done here. */
  children?: ReactNode;
}

/** What stands above the side of a room: what it is, and the way out. */
export function SideHead({ title, roomName, onClose, children }: Props): ReactNode {
  return (
    <header className="side-head">
      <IconButton icon={ChevronLeft} flip label={`Back to ${roomName}`} className="only-phone" onClick={onClose} />
      <div className="tt">
        <h2>{title}</h2>
        <p>{roomName}</p>
      </div>
      {children}
      <IconButton icon={X} label={`Close ${title.toLowerCase()}`} className="no-phone" onClick={onClose} />
    </header>
  );
}
