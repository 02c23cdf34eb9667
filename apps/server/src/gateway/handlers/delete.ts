import type { Handler } from '../handler.ts';
import { replyWhenStored } from '../queued-reply.ts';

/** `delete`: turns one's own message into a tombstone. */
export const handleDelete: Handler<'delete'> = ({ connection, subscriber }, message) =>
  replyWhenStored(connection, message, connection.services.posts.remove(subscriber.person, message), ({ rev }) => ({
    rev,
  }));
