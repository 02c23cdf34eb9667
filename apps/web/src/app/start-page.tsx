import type { ReactNode } from 'react';
import { Mark } from '../ui/mark.tsx';

/** Shown where the server did not answer at the start. */
export function StartPage({ onRetry }: { onRetry: () => void }): ReactNode {
  return (
    <main className="page">
      <div className="empty" role="alert">
        <Mark size={44} />
        <h1>The server didn’t answer.</h1>
        <p>What you wrote is kept. Look at your line, then try again.</p>
        <div className="acts">
          <button type="button" className="btn ink" onClick={onRetry}>
            Try again
          </button>
        </div>
      </div>
    </main>
  );
}
