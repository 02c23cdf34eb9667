import type { Client } from '@confab/client';
import type { Status } from '@confab/protocol';
import { useEffect } from 'react';
import { useRooms } from '../store/rooms-store.ts';
import { keepStatus, keptStatus, watchKeptStatus } from './kept-status.ts';

/** Without input for this long one is away, ms. */
const IDLE_MS = 5 * 60_000;
const INPUT = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** What others see of oneself: as chosen, and `away` by itself while an online person touches nothing. */
export function useStatus(client: Client): [Status, (status: Status) => void] {
  const status = useRooms((store) => store.status);

  // All tabs show the same. The server shows who reloads as they were before: it must hear what this page takes them for.
  useEffect(() => {
    const take = () => {
      const kept = keptStatus();
      useRooms.setState({ status: kept });
      client.setStatus(kept);
    };
    take();
    return watchKeptStatus(take);
  }, [client]);

  useEffect(() => {
    if (status !== 'online') return;
    let away = false;
    let timer: ReturnType<typeof setTimeout>;
    const wake = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        away = true;
        client.setStatus('away');
      }, IDLE_MS);
      if (!away) return;
      away = false;
      client.setStatus('online');
    };
    wake();
    for (const event of INPUT) window.addEventListener(event, wake, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const event of INPUT) window.removeEventListener(event, wake);
    };
  }, [client, status]);

  const choose = (next: Status) => {
    keepStatus(next);
    useRooms.setState({ status: next });
    client.setStatus(next);
  };
  return [status, choose];
}
