import type { Handler } from '../handler.ts';
import { replyWhenStored } from '../queued-reply.ts';

/** `message`: posts. */
export const handleMessage: Handler<'message'> = ({ connection, subscriber }, message) =>
  replyWhenStored(
    connection,
    message,
    connection.services.posts.post(subscriber.person, message),
    ({ seq, rev, at }) => ({ seq, rev, at }),
  );
