import { X } from 'lucide-react';
import { type MouseEvent, type ReactNode, useEffect, useRef } from 'react';
import { focusTrail } from './focus-trail.ts';
import { IconButton } from './icon-button.tsx';
import { useLayer } from './use-layer.ts';

interface Props {
  /** The dialog's name; shown as its heading unless `bare`. */
  title: string;
  onClose: () => void;
  children: ReactNode;
  className?: string;
  /** Without heading and close button of its own. */
  bare?: boolean;
  /** What takes the focus afterwards where that which had it before is gone by then; what lay around that where left out. */
  focusAfter?: () => void;
}

/**
 * A modal dialog on the platform's own: focus stays inside, Escape and a click beside it close, focus goes back. It starts in
 * the dialog's field, or on what is marked `data-first`: the harmless one of a question's buttons.
 */
export function Dialog({ title, onClose, children, className, bare, focusAfter }: Props): ReactNode {
  const ref = useRef<HTMLDialogElement>(null);
  const after = useRef(focusAfter);
  useLayer(onClose);

  useEffect(() => {
    const dialog = ref.current;
    const trail = focusTrail();
    dialog?.showModal();
    // The field one came for, rather than the first button.
    dialog?.querySelector<HTMLElement>('input, [data-first]')?.focus();
    return () => {
      dialog?.close();
      const [before] = trail;
      if (after.current && !before?.isConnected) after.current();
      else trail.find((place) => place.isConnected)?.focus();
    };
  }, []);

  const closeBeside = (event: MouseEvent) => {
    if (event.target === ref.current && isBeside(event, ref.current)) onClose();
  };

  return (
    <dialog
      ref={ref}
      className={className ? `dialog ${className}` : 'dialog'}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={closeBeside}
      // What lies under it does not hear it: Escape closes the dialog alone.
      onKeyDown={(event) => event.key === 'Escape' && event.stopPropagation()}
    >
      {!bare && (
        <header>
          <h2>{title}</h2>
          <IconButton icon={X} label="Close" onClick={onClose} />
        </header>
      )}
      {children}
    </dialog>
  );
}

function isBeside(event: MouseEvent, dialog: HTMLElement): boolean {
  const box = dialog.getBoundingClientRect();
  const { clientX: x, clientY: y } = event;
  return x < box.left || x > box.right || y < box.top || y > box.bottom;
}
