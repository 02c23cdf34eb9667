import type { PongMessage } from '@confab/protocol';
import type { Handler } from '../handler.ts';

/** `ping`: the line is alive, and this is the time here. */
export const handlePing: Handler<'ping'> = ({ connection }, { id, t }) => {
  const pong: PongMessage = { type: 'pong', id, now: connection.services.clock.now() };
  if (t !== undefined) pong.t = t;
  connection.send(pong);
  return undefined;
};
