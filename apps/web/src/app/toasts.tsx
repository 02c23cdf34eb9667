import { type ReactNode, useEffect, useRef } from 'react';
import { dismiss, useNotices } from '../store/notices.ts';

/** What stays free between the notices and the field above them, px. */
const GAP = 8;

/** Short sentences at the top of the window. */
export function Toasts(): ReactNode {
  const notices = useNotices((store) => store.notices);
  const area = useRef<HTMLElement>(null);

  useEffect(() => {
    if (notices.length === 0) return;
    const move = () => area.current && keepOffField(area.current);
    move();
    document.addEventListener('focusin', move);
    return () => document.removeEventListener('focusin', move);
  }, [notices]);

  return (
    <section ref={area} className="toasts" aria-label="Notices" aria-live="polite">
      {notices.map(({ id, text }) => (
        <div key={id} className="toast">
          <span>{text}</span>
          <button type="button" onClick={() => dismiss(id)}>
            Close
          </button>
        </div>
      ))}
    </section>
  );
}

/** A message that is edited can stand where they are shown: then they go below its field. */
function keepOffField(area: HTMLElement): void {
  area.style.insetBlockStart = '';
  const field = document.querySelector('.editing textarea')?.getBoundingClientRect();
  if (!field) return;
  const { top, bottom } = area.getBoundingClientRect();
  if (field.top < bottom && field.bottom > top) area.style.insetBlockStart = `${field.bottom + GAP}px`;
}
