import type { Client, RoomHandle } from '@confab/client';
import { watchPins } from '@confab/client/pins';
import type { Message } from '@confab/protocol';
import { useEffect, useState } from 'react';

/** The pinned messages of a room, the latest pin first, kept up to date. */
export function usePins(client: Client, room: RoomHandle): readonly Message[] {
  const [pins, setPins] = useState<readonly Message[]>([]);
  useEffect(() => watchPins(client.api, room, setPins), [client, room]);
  return pins;
}
