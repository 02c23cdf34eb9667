import type { Handler } from '../handler.ts';
import { replyWhenStored } from '../queued-reply.ts';

/** `react`: adds or takes back a reaction. */
export const handleReact: Handler<'react'> = ({ connection, subscriber }, message) =>
  replyWhenStored(connection, message, connection.services.posts.react(subscriber.person, message), ({ rev }) => ({
    rev,
  }));
