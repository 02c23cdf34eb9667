import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { useLayer } from './use-layer.ts';

interface Props {
  /** What it belongs to: it opens beside it, and focus goes back there. */
  anchor: RefObject<HTMLElement | null>;
  onClose: () => void;
  children: ReactNode;
  className?: string;
  role?: 'menu' | 'dialog';
  label: string;
}

const GAP = 6;

/**
 * A panel beside its anchor, above it where there is no room below. Closes at Escape, Tab out, a click elsewhere or
 * when the window changes its size.
 */
export function Popover({ anchor, onClose, children, className, role = 'dialog', label }: Props): ReactNode {
  const ref = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useLayer(onClose);

  useLayoutEffect(() => {
    const panel = ref.current;
    const button = anchor.current;
    if (!panel || !button) return;
    place(panel, button.getBoundingClientRect());
    const first = panel.querySelector<HTMLElement>('input, [role^="menuitem"], button');
    (first ?? panel).focus();
    return () => {
      if (button.isConnected && panel.contains(document.activeElement)) button.focus();
    };
  }, [anchor]);

  useEffect(() => {
    const outside = (event: PointerEvent) => {
      const target = event.target as Node;
      if (!ref.current?.contains(target) && !anchor.current?.contains(target)) close.current();
    };
    const resized = () => close.current();
    document.addEventListener('pointerdown', outside);
    window.addEventListener('resize', resized);
    return () => {
      document.removeEventListener('pointerdown', outside);
      window.removeEventListener('resize', resized);
    };
  }, [anchor]);

  const onKeyDown = (event: KeyboardEvent) => {
    // React bubbles through the portal: what happens here is nobody else's key.
    event.stopPropagation();
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      close.current();
    } else if (role === 'menu') {
      moveInMenu(event, ref.current);
    }
  };

  return createPortal(
    // biome-ignore lint/a11y/noStaticElementInteractions: the role says which widget this is
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles take a label
    <div
      ref={ref}
      className={`pop ${className ?? ''}`}
      role={role}
      aria-label={label}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      {children}
    </div>,
    // In the landmark it belongs to, and out of everything that would hold a fixed element.
    anchor.current?.closest('dialog, aside, main') ?? document.body,
  );
}

/** Under the anchor and along its end, kept inside the window by 8 px. */
function place(panel: HTMLElement, at: DOMRect): void {
  const { offsetWidth: width, offsetHeight: height } = panel;
  const rtl = getComputedStyle(panel).direction === 'rtl';
  const alongEnd = at.left + at.width / 2 > window.innerWidth / 2 !== rtl;
  const left = alongEnd ? at.right - width : at.left;
  const below = at.bottom + GAP;
  const top = below + height <= window.innerHeight - 8 ? below : at.top - GAP - height;
  panel.style.left = `${Math.max(8, Math.min(left, window.innerWidth - width - 8))}px`;
  panel.style.top = `${Math.max(8, top)}px`;
}

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

function moveInMenu(event: KeyboardEvent, menu: HTMLElement | null): void {
  const items = [...(menu?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])];
  const now = items.indexOf(document.activeElement as HTMLElement);
  const step = STEPS[event.key];
  let next: number | undefined;
  if (step) next = (now + step + items.length) % items.length;
  else if (event.key === 'Home') next = 0;
  else if (event.key === 'End') next = items.length - 1;
  if (next === undefined) return;
  event.preventDefault();
  items[next]?.focus();
}
