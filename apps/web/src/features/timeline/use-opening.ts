import type { RoomHandle, RoomStatus } from '@confab/client';
import { useEffect, useRef, useState } from 'react';
import { roomRows } from './room-rows.ts';
import { countUnread, type Divider, reaches } from './timeline-item.ts';

/** How far back the unread divider is looked for, in messages. */
const FARTHEST = 1000;
const PAGE = 200;

interface Options {
  handle: RoomHandle;
  status: RoomStatus;
  /** The read pointer at opening. */
  readSeq: number;
  me: string;
}

/** How a room opens: first what is known, then, once live, at the unread divider. */
export interface Opening {
  divider: Divider | undefined;
  /** Whether the divider has been decided, older pages loaded for it included. */
  settled: boolean;
}

/** Decides once per opening where “New” stands. It stays there while the room is open. */
export function useOpening({ handle, status, readSeq, me }: Options): Opening {
  // A room that is live and has nothing new is as it will be: it renders once.
  const [opening, setOpening] = useState<Opening>(() => ({
    divider: undefined,
    settled: handle.status === 'live' && handle.timeline.head <= readSeq,
  }));
  const begun = useRef(opening.settled);

  // biome-ignore lint/correctness/useExhaustiveDependencies: decided once, from what is there when the room goes live
  useEffect(() => {
    if (status !== 'live' || begun.current) return;
    begun.current = true;
    let current = true;
    // Asked of the room itself: what is drawn comes up to a frame after the status.
    const { head, rows } = handle.timeline;
    const count = head > readSeq ? countUnread(roomRows(rows), readSeq, me) : 0;
    if (count === 0) {
      setOpening({ divider: undefined, settled: true });
      return;
    }
    loadBackTo(handle, readSeq, () => current)
      .catch(() => undefined)
      .then(() => {
        if (!current) return;
        const all = handle.timeline.rows;
        const isKnown = !handle.timeline.hasNewer && reaches(all, readSeq);
        const divider = isKnown ? { after: readSeq, count: countUnread(roomRows(all), readSeq, me) } : undefined;
        setOpening({ divider, settled: true });
      });
    return () => {
      current = false;
      begun.current = false;
    };
  }, [handle, status]);

  return opening;
}

async function loadBackTo(handle: RoomHandle, seq: number, wanted: () => boolean): Promise<void> {
  if (handle.timeline.head - seq > FARTHEST) return;
  while (wanted() && handle.timeline.hasOlder && !reaches(handle.timeline.rows, seq)) {
    if ((await handle.loadOlder(PAGE)) === 0) return;
  }
}
