import type { ReadPush } from '@confab/protocol';
import { joinedRoom } from '../../rooms/access.ts';
import { succeed } from '../../rooms/domain-error.ts';
import { encodeFrame } from '../frame.ts';
import type { Handler } from '../handler.ts';

/** `read`: moves the read pointer, and tells the person's other connections. */
export const handleRead: Handler<'read'> = ({ connection, subscriber }, message) => {
  const { append, readPointers, rooms } = connection.services;
  const { person } = subscriber;
  const { room } = joinedRoom(rooms, person, message.room);
  const seq = readPointers.advance(person, room, message.seq);
  if (seq !== undefined) {
    const push: ReadPush = { type: 'read', room: room.info.id, seq };
    const frame = encodeFrame(JSON.stringify(push));
    for (const other of person.connections) if (other !== subscriber) other.deliver(frame);
  }
  // Written also where it did not move: it may be the second try of one that could not be written.
  append
    .submit({
      kind: 'read',
      pointers: [{ room: room.info.id, user: person.user.id, seq: Math.min(message.seq, room.seq) }],
    })
    .then((outcome) => {
      succeed(outcome);
      connection.ack(message.id);
    })
    .catch((error: unknown) => connection.reportFailure(error, message));
  return undefined;
};
