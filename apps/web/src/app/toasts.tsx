import type { ReactNode } from 'react';
import { dismiss, useNotices } from '../store/notices.ts';

/** Short sentences at the bottom of the window. */
export function Toasts(): ReactNode {
  const notices = useNotices((store) => store.notices);
  return (
    <section className="toasts" aria-label="Notices" aria-live="polite">
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
