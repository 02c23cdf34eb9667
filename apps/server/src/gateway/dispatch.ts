import { CLOSE, type ClientMessage, type ClientMessageType } from '@confab/protocol';
import type { Connection } from './connection.ts';
import type { Handler } from './handler.ts';
import { authenticateConnection } from './handlers/auth.ts';
import { handleDelete } from './handlers/delete.ts';
import { handleEdit } from './handlers/edit.ts';
import { handleJoin } from './handlers/join.ts';
import { handleLeave } from './handlers/leave.ts';
import { handleMessage } from './handlers/message.ts';
import { handlePing } from './handlers/ping.ts';
import { handlePresence } from './handlers/presence.ts';
import { handleReact } from './handlers/react.ts';
import { handleRead } from './handlers/read.ts';
import { handleTyping } from './handlers/typing.ts';

const HANDLERS = {
  join: handleJoin,
  leave: handleLeave,
  message: handleMessage,
  edit: handleEdit,
  delete: handleDelete,
  react: handleReact,
  read: handleRead,
  typing: handleTyping,
  presence: handlePresence,
  ping: handlePing,
} satisfies { [K in Exclude<ClientMessageType, 'auth'>]: Handler<K> };

/**
 * Hands a frame to its handler.
 * @returns a promise while the connection's later frames have to wait
 */
export function dispatch(connection: Connection, message: ClientMessage): undefined | Promise<void> {
  if (message.type === 'auth') return authenticateConnection(connection, message);
  const { subscriber } = connection;
  if (!subscriber) {
    turnAway(connection, message.id, message.type);
    return undefined;
  }
  const handler = HANDLERS[message.type] as Handler<typeof message.type>;
  return handler({ connection, subscriber }, message as never);
}

/** Before authentication only `auth` counts: a frame of any other type, good or not, ends the connection. */
export function turnAway(connection: Connection, id: string | undefined, type: string): void {
  const reason = 'the first frame must be auth';
  if (type !== 'typing') connection.fail(id, 'unauthenticated', reason);
  connection.close(CLOSE.unauthenticated, reason);
}
