import { LIMITS, type RoomList, type RoomReply } from '@confab/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import type { Directory } from '../log/directory.ts';
import { maySee } from '../rooms/access.ts';
import type { People } from '../rooms/people.ts';
import type { RoomAdmin } from '../rooms/room-admin.ts';
import type { RoomRegistry } from '../rooms/room-registry.ts';
import type { Sessions } from '../rooms/sessions.ts';
import { askerOf } from './asker.ts';
import { lineField, nameField, parse } from './body.ts';
import { documented } from './route-docs.ts';

const creation = v.object({
  name: nameField(LIMITS.nameCodePoints),
  topic: v.optional(lineField(LIMITS.topicCodePoints), ''),
  private: v.optional(v.boolean('must be true or false'), false),
});
const change = v.strictObject({
  name: v.optional(nameField(LIMITS.nameCodePoints)),
  topic: v.optional(lineField(LIMITS.topicCodePoints)),
  archived: v.optional(v.boolean('must be true or false')),
  slowModeMs: v.optional(
    v.pipe(
      v.number('must be a number'),
      v.safeInteger('must be whole milliseconds'),
      v.minValue(0, 'must not be negative'),
      v.maxValue(LIMITS.slowModeMs, `must be at most ${LIMITS.slowModeMs}`),
    ),
  ),
});

export interface RoomRoutesOptions {
  sessions: Sessions;
  people: People;
  rooms: RoomRegistry;
  admin: RoomAdmin;
  directory: Directory;
}

type RoomRequest = FastifyRequest<{ Params: { room: string } }>;

/** `/api/rooms`: list, create, change, delete. */
export function registerRooms(app: FastifyInstance, options: RoomRoutesOptions): void {
  const { admin, directory, people, rooms, sessions } = options;
  const asker = (request: FastifyRequest) => askerOf(request, { people, sessions });

  app.get(
    '/api/rooms',
    documented({
      tag: 'rooms',
      summary: 'The public rooms, and one’s own',
      reply: '{rooms: [{…room, members, joined}]}',
    }),
    async (request): Promise<RoomList> => {
      const person = await asker(request);
      const counts = await directory.memberCounts();
      const listed = [];
      for (const room of rooms.all()) {
        // Direct rooms are not browsed: they stand in `hello` alone.
        if (room.sort === 'direct' || !maySee(person, room)) continue;
        const { id } = room.info;
        listed.push({ ...room.info, members: counts.get(id) ?? 0, joined: person.memberships.has(id) });
      }
      return { rooms: listed };
    },
  );

  app.post(
    '/api/rooms',
    documented({
      tag: 'rooms',
      summary: 'Makes a room',
      body: creation,
      status: 201,
      reply: '{room}',
      errors: ['invalid', 'conflict'],
    }),
    async (request, reply): Promise<RoomReply> => {
      const person = await asker(request);
      const room = await admin.create(person, parse(creation, request.body));
      reply.code(201);
      return { room: room.info };
    },
  );

  app.patch(
    '/api/rooms/:room',
    documented({
      tag: 'rooms',
      summary: 'Renames, archives or slows a room',
      body: change,
      reply: '{room}',
      errors: ['invalid', 'room_not_found', 'forbidden', 'conflict'],
    }),
    async (request: RoomRequest): Promise<RoomReply> => {
      const person = await asker(request);
      const given = Object.entries(parse(change, request.body)).filter(([, value]) => value !== undefined);
      const room = await admin.update(person, request.params.room, Object.fromEntries(given));
      return { room: room.info };
    },
  );

  app.delete(
    '/api/rooms/:room',
    documented({
      tag: 'rooms',
      summary: 'Deletes a room with everything said in it',
      status: 204,
      reply: 'done',
      errors: ['room_not_found', 'forbidden'],
    }),
    async (request: RoomRequest, reply) => {
      await admin.remove(await asker(request), request.params.room);
      return reply.code(204).send();
    },
  );
}
