import type { Handler } from '../handler.ts';

/** `presence`: what this connection's person wants to show. */
export const handlePresence: Handler<'presence'> = ({ connection, subscriber }, message) => {
  connection.services.presence.setStatus(subscriber, message.status);
  connection.ack(message.id);
  return undefined;
};
