import { LIMITS, type RoomReply } from '@confab/protocol';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import type { DirectRooms } from '../rooms/direct-rooms.ts';
import type { People } from '../rooms/people.ts';
import type { Sessions } from '../rooms/sessions.ts';
import { askerOf } from './asker.ts';
import { parse } from './body.ts';
import { documented } from './route-docs.ts';

const wish = v.object({
  users: v.pipe(
    v.array(v.pipe(v.string(), v.maxLength(LIMITS.idLength, 'is too long')), 'must be a list of user ids'),
    v.maxLength(LIMITS.directMembers, `must be at most ${LIMITS.directMembers}`),
  ),
});

export interface DirectRoomRoutesOptions {
  sessions: Sessions;
  people: People;
  directRooms: DirectRooms;
}

/** `POST /api/rooms/direct`: the room between the asker and these users, the same one every time. */
export function registerDirectRooms(app: FastifyInstance, options: DirectRoomRoutesOptions): void {
  const { directRooms, people, sessions } = options;
  app.post(
    '/api/rooms/direct',
    documented({
      tag: 'rooms',
      summary: 'The room between the asker and these users, the same one every time',
      body: wish,
      reply: '{room}',
      errors: ['invalid', 'user_not_found'],
    }),
    async (request): Promise<RoomReply> => {
      const person = await askerOf(request, { people, sessions });
      const room = await directRooms.open(person, parse(wish, request.body).users);
      return { room: room.info };
    },
  );
}
