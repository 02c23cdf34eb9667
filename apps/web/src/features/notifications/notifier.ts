import type { Client } from '@confab/client';
import type { RoomSummary } from '@confab/protocol';
import { nameRooms } from '../../store/name-rooms.ts';
import { readAttention } from './attention.ts';
import { holdLock } from './held-lock.ts';
import { newsOf } from './news-of.ts';
import { type News, type Notice, noticeOf } from './notice-of.ts';

/**
 * Tells of news through the browser, in one of its tabs at a time: another one goes on when that is closed.
 * @param onOpen somebody clicked on a notice of the room at this address
 * @returns the function that ends it
 */
export function startNotifier(client: Client, onOpen: (slug: string) => void): () => void {
  const shown = new Map<string, Notification>();
  let stops: (() => void)[] = [];
  let ended = false;

  const show = ({ title, body, tag, slug }: Notice) => {
    const notification = new Notification(title, { body, tag });
    notification.onclick = () => {
      window.focus();
      notification.close();
      onOpen(slug);
    };
    shown.set(tag, notification);
  };
  const tell = async (news: News) => {
    const notice = noticeOf(news, await readAttention());
    if (notice && !ended) show(notice);
  };
  const closeRead = (rooms: readonly RoomSummary[]) => {
    for (const { id, unread, mentions } of rooms) {
      if (unread > 0 || mentions > 0) continue;
      shown.get(id)?.close();
      shown.delete(id);
    }
  };

  const release = holdLock('confab.notifier', 'exclusive', () => {
    stops = [
      client.on('push', (push) => {
        const me = client.user;
        const news = me && newsOf(push, nameRooms(client.rooms, me.id), me);
        // Where the browser takes the permission back, there is nothing to tell with.
        if (news) tell(news).catch(() => undefined);
      }),
      client.on('rooms', closeRead),
    ];
  });
  return () => {
    ended = true;
    for (const stop of stops) stop();
    release();
    // Whoever signs in next does not read what this one was told.
    for (const notification of shown.values()) notification.close();
  };
}
