import type { LucideIcon } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';

interface Props extends ComponentProps<'button'> {
  icon: LucideIcon;
  /** Read aloud, and shown as the tooltip. */
  label: string;
  /** Turns around in right-to-left text: arrows and panels only. */
  flip?: boolean;
  small?: boolean;
}

/** A square button with an icon and a name. */
export function IconButton({ icon: Icon, label, flip, small, className, ...rest }: Props): ReactNode {
  return (
    <button type="button" className={className ? `ib ${className}` : 'ib'} aria-label={label} title={label} {...rest}>
      <Icon className={`i${small ? ' s' : ''}${flip ? ' flip' : ''}`} aria-hidden="true" />
    </button>
  );
}
