import { visibleRoom } from '../../rooms/access.ts';
import { joinRoom } from '../../rooms/join.ts';
import { encodeFrameOf } from '../frame.ts';
import type { Handler } from '../handler.ts';

/** `join`: makes the person a member, subscribes this connection, replays from the cursor. */
export const handleJoin: Handler<'join'> = async ({ connection, subscriber }, message) => {
  const { counters, memberships, replay, rooms } = connection.services;
  const { person } = subscriber;
  const room = visibleRoom(rooms, person, message.room);
  await memberships.enter(person, room, subscriber);
  const complete = await joinRoom(subscriber, room, message, replay, encodeFrameOf);
  if (complete === true) counters.resumesComplete += 1;
  if (complete === false) counters.resumesIncomplete += 1;
  await connection.relief();
};
