import type { ThreadTimeline } from '@confab/client/threads';
import type { ReactNode } from 'react';
import { errorWords } from '../../store/error-words.ts';

/** In place of a thread that isn't there (yet): nothing while it may come any moment, why it doesn't after that. */
export function ThreadState({ timeline, onRetry }: { timeline: ThreadTimeline; onRetry: () => void }): ReactNode {
  if (timeline.status !== 'failed') return <div className="scroll" />;
  return (
    <div className="scroll">
      <div className="side-note" role="alert">
        <p>This thread didn’t open. {errorWords(timeline.error)}</p>
        <button type="button" className="btn line sm" onClick={onRetry}>
          Try again
        </button>
      </div>
    </div>
  );
}
