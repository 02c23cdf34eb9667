import { ChevronLeft, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../ui/icon-button.tsx';

interface Props {
  roomName: string;
  onClose: () => void;
}

/** What stands above a thread: what it is, and the way out. */
export function ThreadHead({ roomName, onClose }: Props): ReactNode {
  return (
    <header className="side-head">
      <IconButton icon={ChevronLeft} flip label="Back" className="only-phone" onClick={onClose} />
      <div className="tt">
        <h2>Thread</h2>
        <p>{roomName}</p>
      </div>
      <IconButton icon={X} label="Close thread" className="no-phone" onClick={onClose} />
    </header>
  );
}
