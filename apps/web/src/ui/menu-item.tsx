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
  /** Something that cannot be taken back. */
  danger?: boolean;
  flip?: boolean;
}

/** One line of a menu. */
export function MenuItem({ icon: Icon, before, children, onSelect, checked, danger, flip }: Props): ReactNode {
  const choice = checked === undefined ? {} : { 'aria-checked': checked };
  return (
    <button
      type="button"
      role={checked === undefined ? 'menuitem' : 'menuitemradio'}
      {...choice}
      className={danger ? 'opt no' : 'opt'}
      onClick={onSelect}
    >
      {Icon ? <Icon className={flip ? 'i s flip' : 'i s'} aria-hidden="true" /> : before}
      {children}
      {checked && (
        <span className="e">
          <Check className="i s" aria-hidden="true" />
        </span>
      )}
    </button>
  );
}
