import type { LucideIcon } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { IconButton } from './icon-button.tsx';
import { Popover } from './popover.tsx';

interface Props {
  icon: LucideIcon;
  label: string;
  /** The menu's items; `close` is for those that act at once. */
  children: (close: () => void) => ReactNode;
}

/** An icon button that opens a menu. */
export function MenuButton({ icon, label, children }: Props): ReactNode {
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <IconButton
        ref={anchor}
        icon={icon}
        label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      />
      {open && (
        <Popover anchor={anchor} onClose={close} role="menu" label={label} className="menu">
          {children(close)}
        </Popover>
      )}
    </>
  );
}
