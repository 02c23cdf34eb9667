import type { Client, RoomHandle } from '@confab/client';
import { watchPins } from '@confab/client/pins';
import type { Message } from '@confab/protocol';
import { useEffect, useState } from 'react';
import { afterPaint } from '../../store/after-paint.ts';

const NONE: readonly Message[] = [];

/** The pinned messages of a room, the latest pin first, kept up to date; none until they are known. */
export function usePins(client: Client, room: RoomHandle): readonly Message[] {
  const [known, setKnown] = useState({ room, pins: NONE });
  useEffect(() => {
    let stop: (() => void) | undefined;
    const cancel = afterPaint(() => {
      stop = watchPins(client.api, room, (pins) =>
        // Most rooms have none, and none is what is shown until then: nothing renders again.
        setKnown((before) => (pins.length === 0 && pinsOf(before, room).length === 0 ? before : { room, pins })),
      );
    });
    return () => {
      cancel();
      stop?.();
    };
  }, [client, room]);
  return pinsOf(known, room);
}

function pinsOf(known: { room: RoomHandle; pins: readonly Message[] }, room: RoomHandle): readonly Message[] {
  return known.room === room ? known.pins : NONE;
}
