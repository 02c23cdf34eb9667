import type { Handler } from '../handler.ts';
import { replyWhenStored } from '../queued-reply.ts';

/** `edit`: changes the body of one's own message. */
export const handleEdit: Handler<'edit'> = ({ connection, subscriber }, message) =>
  replyWhenStored(connection, message, connection.services.posts.edit(subscriber.person, message), ({ rev }) => ({
    rev,
  }));
