import type { ClientMessageOf, ClientMessageType } from '@confab/protocol';
import type { Subscriber } from '../rooms/subscriber.ts';
import type { Connection } from './connection.ts';

/** An authenticated connection, as handlers see it. */
interface Client {
  connection: Connection;
  subscriber: Subscriber;
}

/**
 * Handles the frames of one type: calls the rooms, sends the reply. A promise holds up the connection's later frames
 * until it settles; what need not (the disk) is awaited outside of it. Throws DomainError for what cannot be.
 */
export type Handler<K extends ClientMessageType> = (
  client: Client,
  message: ClientMessageOf<K>,
) => undefined | Promise<void>;
