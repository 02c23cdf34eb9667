import type { AckMessage, ClientMessage } from '@confab/protocol';
import { succeed } from '../rooms/domain-error.ts';
import type { Queued } from '../rooms/posts.ts';
import type { Connection } from './connection.ts';

type Done = { seq: number; rev: number; at: number };

/**
 * Replies to a change once it is on disk (G1), without holding up the connection's later frames meanwhile.
 * @returns a promise only while the change has no place in the queue yet
 */
export function replyWhenStored(
  connection: Connection,
  message: ClientMessage & { id: string },
  queued: Queued | Promise<Queued>,
  fields: (done: Done) => Omit<AckMessage, 'type' | 'id'>,
): undefined | Promise<void> {
  const settle = ({ outcome }: Queued) => {
    connection.owe(
      outcome
        .then((result) => connection.ack(message.id, fields(succeed(result))))
        .catch((error: unknown) => connection.reportFailure(error, message)),
    );
  };
  if (queued instanceof Promise) return queued.then(settle);
  settle(queued);
  return undefined;
}
