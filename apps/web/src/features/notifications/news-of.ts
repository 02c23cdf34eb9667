import { type ClientEvents, isThreadOnly } from '@confab/client';
import { findMentions, type RoomSummary, type User } from '@confab/protocol';
import type { News } from './notice-of.ts';

type Push = Parameters<ClientEvents['push']>[0];

/**
 * What a push tells that is new in one of the reader's rooms.
 * @param rooms as they were before the push
 */
export function newsOf(push: Push, rooms: readonly RoomSummary[], me: User): News | undefined {
  if (push.type !== 'activity' && push.type !== 'message') return undefined;
  const room = rooms.find(({ id }) => id === push.room);
  if (!room || push.seq <= room.head) return undefined;
  if (push.type === 'activity') {
    const mention = push.mentions > room.mentions;
    // One's own messages count nowhere.
    return { room, mention, inThread: false, own: !mention && push.unread <= room.unread, preview: push.preview };
  }
  const { author, body, attachments } = push;
  return {
    room,
    mention: findMentions(body, [me]).length > 0,
    inThread: isThreadOnly(push),
    own: author.id === me.id,
    preview: { author: author.name, body: body || (attachments?.[0]?.name ?? '') },
  };
}
