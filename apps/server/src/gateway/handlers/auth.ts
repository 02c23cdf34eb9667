import { type AuthMessage, CLOSE } from '@confab/protocol';
import type { SessionRecord } from '../../log/directory.ts';
import { DomainError } from '../../rooms/domain-error.ts';
import { banWords } from '../../rooms/sanctions.ts';
import type { Connection } from '../connection.ts';
import { greet } from '../greet.ts';

/**
 * `auth`: the identity of a connection that has none yet. Again with a token of the same user it is just acknowledged;
 * a connection never changes its user.
 */
export async function authenticateConnection(connection: Connection, message: AuthMessage): Promise<void> {
  const session = await findSession(connection, message);
  if (session === 'banned') return;
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
  await greet(connection, session);
}

// Somebody who is banned hears why, and the connection ends.
async function findSession(
  connection: Connection,
  { id, token }: AuthMessage,
): Promise<SessionRecord | 'banned' | undefined> {
  try {
    return await connection.services.sessions.find(token);
  } catch (error) {
    if (!(error instanceof DomainError) || !error.about.restriction) throw error;
    connection.fail(id, error.code, error.message, undefined, error.about);
    connection.close(CLOSE.revoked, banWords(error.about.restriction));
    return 'banned';
  }
}
