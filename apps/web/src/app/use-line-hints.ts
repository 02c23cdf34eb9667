import type { Client } from '@confab/client';
import { useEffect } from 'react';
import { onWake } from './on-wake.ts';

/** Passes on what the browser knows about the line. */
export function useLineHints(client: Client): void {
  useEffect(() => {
    const online = () => client.hint('online');
    const offline = () => client.hint('offline');
    const visible = () => {
      if (document.visibilityState === 'visible') client.hint('visible');
    };
    window.addEventListener('online', online);
    window.addEventListener('offline', offline);
    document.addEventListener('visibilitychange', visible);
    const stopWaking = onWake(visible);
    return () => {
      stopWaking();
      window.removeEventListener('online', online);
      window.removeEventListener('offline', offline);
      document.removeEventListener('visibilitychange', visible);
    };
  }, [client]);
}
