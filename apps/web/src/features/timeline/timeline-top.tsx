import type { ReactNode } from 'react';
import type { HistoryPages } from './use-history-pages.ts';

interface Props {
  hasOlder: boolean;
  pages: HistoryPages;
  roomName: string;
}

/** Height of what stands above the first row, px: the same whether history goes on or begins here. */
const TOP_HEIGHT = 96;

/** Above the first row: the room's beginning, or the place where older messages appear. */
export function TimelineTop({ hasOlder, pages, roomName }: Props): ReactNode {
  return (
    <div className="tl-top" style={{ blockSize: TOP_HEIGHT }}>
      {!hasOlder && (
        <>
          <h2>This is the beginning of {roomName}.</h2>
          <p>Nothing was said here before.</p>
        </>
      )}
      {hasOlder && !pages.problem && <p>Loading earlier messages</p>}
      {hasOlder && pages.problem && (
        <p>
          Earlier messages didn’t come. {pages.problem}{' '}
          <button type="button" className="btn line sm" onClick={pages.loadOlder}>
            Try again
          </button>
        </p>
      )}
    </div>
  );
}
