import type { RoomSummary, User } from '@confab/protocol';
import { type RefObject, useMemo } from 'react';
import type { MessageActs } from '../features/timeline/timeline-context.ts';
import { useClient } from '../store/client-context.ts';
import { useMay } from '../store/use-may.ts';
import { copyLink } from './copy-link.ts';
import { openModeration } from './moderation-store.ts';
import { pinMessage } from './pin-message.ts';
import { renderFiles } from './render-files.tsx';
import { messagePath } from './routes.ts';
import { openThread } from './side.ts';
import { useComposerActs } from './use-composer-acts.ts';
import type { Writing } from './use-writing.ts';

/**
 * What can be done with a room's messages. The same object until something of it changes: all rows render with it.
 * @param field where one writes
 */
export function useRoomActs(
  room: RoomSummary,
  me: User,
  field: RefObject<HTMLTextAreaElement | null>,
  { writable, refusal }: Writing,
): MessageActs {
  const client = useClient();
  const may = useMay(room);
  const composer = useComposerActs({ me: me.id, room, field, writable });
  const mayPin = !refusal && may('pin');
  return useMemo<MessageActs>(
    () => ({
      ...composer,
      writable,
      openThread: (root, message) => openThread(room.slug, root, message),
      pin: mayPin ? (message, on) => pinMessage(client, message, on) : undefined,
      mayDelete: ({ author }) => may(author.id === me.id ? 'deleteOwn' : 'deleteOthers'),
      report: (message) => openModeration({ kind: 'report', message, direct: room.kind === 'direct' }),
      copyLink: (message) => copyLink(messagePath(room.slug, message.id)),
      renderFiles,
    }),
    [composer, client, room.kind, room.slug, may, mayPin, me.id, writable],
  );
}
