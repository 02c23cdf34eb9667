import { Check, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface Props {
  icon?: LucideIcon;
  /** In place of the icon. */
  before?: ReactNode;
  children: ReactNode;
  onSelect: () => void;
  /** Set for one of several that exclude each other. */
  checked?: boolean;
  /** Set for what is on or off by itself. */
  toggled?: boolean;
  /** Something that cannot be taken back. */
  danger?: boolean;
  flip?: boolean;
}

/** One line of a menu. */
export function MenuItem({ icon: Icon, before, children, onSelect, checked, toggled, danger, flip }: Props): ReactNode {
  const on = checked ?? toggled;
  const choice = on === undefined ? {} : { 'aria-checked': on };
  const role = checked !== undefined ? 'menuitemradio' : toggled !== undefined ? 'menuitemcheckbox' : 'menuitem';
  return (
    <button type="button" role={role} {...choice} className={danger ? 'opt no' : 'opt'} onClick={onSelect}>
      {Icon ? <Icon className={flip ? 'i s flip' : 'i s'} aria-hidden="true" /> : before}
      {children}
      {on && (
        <span className="e">
          <Check className="i s" aria-hidden="true" />
        </span>
      )}
    </button>
  );
}
