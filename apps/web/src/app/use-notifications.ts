import type { Client } from '@confab/client';
import type { Status } from '@confab/protocol';
import { useEffect } from 'react';
import { tellLooking, tellQuiet } from '../features/notifications/attention.ts';
import { useNotifyChoice, watchNotifyChoice } from '../features/notifications/notify-choice.ts';
import { useVisible } from '../ui/use-visible.ts';
import { navigate } from './router.ts';
import { roomPath } from './routes.ts';

/**
 * Has the browser tell of news where that was chosen.
 * @param room the id of the room that is shown
 */
export function useNotifications(client: Client, room: string | undefined, status: Status): void {
  const on = useNotifyChoice((choice) => choice.on);
  const visible = useVisible();
  useEffect(watchNotifyChoice, []);

  useEffect(() => {
    if (!on) return;
    let stop: (() => void) | undefined;
    let current = true;
    import('../features/notifications/notifier.ts').then(
      ({ startNotifier }) => {
        if (current) stop = startNotifier(client, (slug) => navigate(roomPath(slug)));
      },
      // Without a line it does not come; the next visit tries again.
      () => undefined,
    );
    return () => {
      current = false;
      stop?.();
    };
  }, [client, on]);

  useEffect(() => (on && visible && room !== undefined ? tellLooking(room) : undefined), [on, visible, room]);
  useEffect(() => (on && status === 'dnd' ? tellQuiet() : undefined), [on, status]);
}
