import type { ReactNode } from 'react';
import type { OlderPages } from './use-older-pages.ts';

interface Props {
  hasOlder: boolean;
  older: OlderPages;
  roomName: string;
}

/** Height of what stands above the first row, px: the same whether history goes on or begins here. */
export const TOP_HEIGHT = 96;

/** Above the first row: the room's beginning, or the place where older messages appear. */
export function TimelineTop({ hasOlder, older, roomName }: Props): ReactNode {
  return (
    <div className="tl-top" style={{ blockSize: TOP_HEIGHT }}>
      {!hasOlder && (
        <>
          <h2>This is the beginning of {roomName}.</h2>
          <p>Nothing was said here before.</p>
        </>
      )}
      {hasOlder && !older.problem && <p>Loading earlier messages</p>}
      {hasOlder && older.problem && (
        <p>
          Earlier messages didn’t come. {older.problem}{' '}
          <button type="button" className="btn line sm" onClick={older.load}>
            Try again
          </button>
        </p>
      )}
    </div>
  );
}
