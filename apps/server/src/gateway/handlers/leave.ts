import { visibleRoom } from '../../rooms/access.ts';
import type { Handler } from '../handler.ts';

/** `leave`: no more pushes of the room on this connection; membership stays. */
export const handleLeave: Handler<'leave'> = ({ connection, subscriber }, message) => {
  const { rooms } = connection.services;
  const room = visibleRoom(rooms, subscriber.person, message.room);
  room.subscribers.delete(subscriber);
  subscriber.joined.delete(room);
  rooms.released(room);
  connection.ack(message.id);
  return undefined;
};
