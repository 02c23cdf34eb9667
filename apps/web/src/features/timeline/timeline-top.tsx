import type { ReactNode } from 'react';
import type { HistoryPages } from './use-history-pages.ts';

interface Props {
  hasOlder: boolean;
  pages: HistoryPages;
  roomName: string;
  /** Between people, not a room that has a name of its own. */
  direct: boolean;
}

/** Height of what stands above the first row, px: the same whether history goes on or begins here. */
const TOP_HEIGHT = 96;

/** Above the first row: the room's beginning, or the place where older messages appear. */
export function TimelineTop({ hasOlder, pages, roomName, direct }: Props): ReactNode {
  return (
    <div className="tl-top" style={{ blockSize: TOP_HEIGHT }}>
      {!hasOlder && (
        <>
          <h2>{direct ? `${roomName}: it begins here.` : `This is the beginning of ${roomName}.`}</h2>
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
