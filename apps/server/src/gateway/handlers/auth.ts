import { type AuthMessage, CLOSE } from '@confab/protocol';
import type { Connection } from '../connection.ts';

/**
 * `auth`: the identity of a connection that has none yet. Again with a token of the same user it is just acknowledged;
 * a connection never changes its user.
 */
export async function authenticateConnection(connection: Connection, message: AuthMessage): Promise<void> {
  const session = await connection.services.sessions.find(message.token);
  if (connection.session) {
    if (session?.user.id === connection.session.user.id) connection.ack(message.id);
    else connection.fail(message.id, 'conflict', 'this connection belongs to another session');
    return;
  }
  if (!session) {
    connection.fail(message.id, 'unauthenticated', 'there is no session with this token');
    connection.close(CLOSE.unauthenticated, 'there is no session with this token');
    return;
  }
  connection.ack(message.id);
  await connection.authenticate(session);
}
