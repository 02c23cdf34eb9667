import type { RoomHandle, RoomStatus, Timeline } from '@confab/client';
import { useEffect, useMemo, useRef, useState } from 'react';
import { roomRows } from './room-rows.ts';
import { countUnread, type Divider, reaches } from './timeline-item.ts';

/** How far back the unread divider is looked for, in messages. */
const FARTHEST = 1000;
const PAGE = 200;
const NOTHING_NEW = { divider: undefined, outdated: undefined };

interface Options {
  handle: RoomHandle;
  status: RoomStatus;
  /** What is on the screen: up to a frame behind the room. */
  drawn: Timeline;
  /** The read pointer at opening. */
  readSeq: number;
  me: string;
}

/** How a room opens: first what is known, then, once live, at the unread divider. */
export interface Opening {
  divider: Divider | undefined;
  /** Whether the divider has been decided, and the older pages loaded for it are drawn. */
  settled: boolean;
}

interface Decision {
  divider: Divider | undefined;
  /** What was drawn then, where that was not what the decision is about. */
  outdated: Timeline | undefined;
}

/** Decides once per opening where “New” stands. It stays there while the room is open. */
export function useOpening({ handle, status, drawn, readSeq, me }: Options): Opening {
  // A room that is live and has nothing new is as it will be: it renders once.
  const [decision, setDecision] = useState<Decision | undefined>(() =>
    handle.status === 'live' && handle.timeline.head <= readSeq ? NOTHING_NEW : undefined,
  );
  const begun = useRef(decision !== undefined);
  const screen = useRef(drawn);
  screen.current = drawn;

  // biome-ignore lint/correctness/useExhaustiveDependencies: decided once, from what is there when the room goes live
  useEffect(() => {
    if (status !== 'live' || begun.current) return;
    begun.current = true;
    let current = true;
    let decided = false;
    // Asked of the room itself: what is drawn comes up to a frame after the status.
    const { head, rows } = handle.timeline;
    const count = head > readSeq ? countUnread(roomRows(rows), readSeq, me) : 0;
    if (count === 0) {
      setDecision(NOTHING_NEW);
      return;
    }
    loadBackTo(handle, readSeq, () => current)
      .catch(() => undefined)
      .then(() => {
        if (!current) return;
        decided = true;
        const all = handle.timeline.rows;
        const isKnown = !handle.timeline.hasNewer && reaches(all, readSeq);
        const divider = isKnown ? { after: readSeq, count: countUnread(roomRows(all), readSeq, me) } : undefined;
        setDecision({ divider, outdated: screen.current === handle.timeline ? undefined : screen.current });
      });
    return () => {
      current = false;
      // Once decided it stays, whatever becomes of the line: what has come since was seen as it came.
      begun.current = decided;
    };
  }, [handle, status]);

  const settled = decision !== undefined && decision.outdated !== drawn;
  return useMemo(() => ({ divider: settled ? decision.divider : undefined, settled }), [decision, settled]);
}

async function loadBackTo(handle: RoomHandle, seq: number, wanted: () => boolean): Promise<void> {
  if (handle.timeline.head - seq > FARTHEST) return;
  while (wanted() && handle.timeline.hasOlder && !reaches(handle.timeline.rows, seq)) {
    if ((await handle.loadOlder(PAGE)) === 0) return;
  }
}
