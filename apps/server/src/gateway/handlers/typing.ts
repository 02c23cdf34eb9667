import { mayWrite } from '../../rooms/access.ts';
import { tellTyping } from '../../rooms/typing.ts';
import { encodeFrame } from '../frame.ts';
import type { Handler } from '../handler.ts';

/** `typing`: told to the others in the room; whoever may not write there is not told so. */
export const handleTyping: Handler<'typing'> = ({ connection, subscriber: { person } }, message) => {
  const room = connection.services.rooms.find(message.room);
  if (room && mayWrite(person, room)) tellTyping(room, person, message.on, encodeFrame);
  return undefined;
};
