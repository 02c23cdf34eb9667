import {
  LIMITS,
  type MemberList,
  type MemberReply,
  NOTIFY_LEVELS,
  type PreferencesReply,
  ROOM_ROLES,
} from '@confab/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import type { Directory } from '../log/directory.ts';
import { permittedRoom, writableRoom } from '../rooms/access.ts';
import type { MemberAdmin } from '../rooms/member-admin.ts';
import type { Memberships } from '../rooms/memberships.ts';
import type { People } from '../rooms/people.ts';
import type { Preferences } from '../rooms/preferences.ts';
import type { RoomRegistry } from '../rooms/room-registry.ts';
import type { Sessions } from '../rooms/sessions.ts';
import { askerOf } from './asker.ts';
import { parse } from './body.ts';
import { documented } from './route-docs.ts';

const roleField = v.picklist(ROOM_ROLES, 'must be owner, moderator or member');
const flag = v.optional(v.boolean('must be true or false'));
const newMember = v.object({
  user: v.pipe(v.string('must be a string'), v.maxLength(LIMITS.idLength, 'is too long')),
  role: v.optional(roleField, 'member'),
});
const roleChange = v.strictObject({ role: roleField });
const preferenceChange = v.strictObject({
  favourite: flag,
  muted: flag,
  notify: v.optional(v.picklist(NOTIFY_LEVELS, 'must be all, mentions or nothing')),
});

export interface MemberRoutesOptions {
  sessions: Sessions;
  people: People;
  rooms: RoomRegistry;
  members: MemberAdmin;
  memberships: Memberships;
  preferences: Preferences;
  directory: Directory;
}

type RoomRequest = FastifyRequest<{ Params: { room: string } }>;
type MemberRequest = FastifyRequest<{ Params: { room: string; user: string } }>;

/** `/api/rooms/:room/members`: list, add, give roles, send away; for oneself (`me`) leave, and preferences. */
export function registerMembers(app: FastifyInstance, options: MemberRoutesOptions): void {
  const { directory, members, memberships, people, preferences, rooms, sessions } = options;
  const asker = (request: FastifyRequest) => askerOf(request, { people, sessions });

  app.get(
    '/api/rooms/:room/members',
    documented({
      tag: 'members',
      summary: 'Everybody in a room, by name',
      reply: '{members: [{user, role, status, statusText?}]}',
      errors: ['room_not_found'],
    }),
    async (request: RoomRequest): Promise<MemberList> => {
      const room = permittedRoom(rooms, await asker(request), request.params.room, 'seeMembers');
      const listed = await directory.members(room.info.id);
      return {
        members: listed.map(({ user, role, statusText }) => ({
          user,
          role,
          status: room.present.get(user.id)?.status ?? 'offline',
          ...(statusText !== '' && { statusText }),
        })),
      };
    },
  );

  app.post(
    '/api/rooms/:room/members',
    documented({
      tag: 'members',
      summary: 'Lets somebody into a room',
      body: newMember,
      status: 201,
      reply: '{member: {user, role, status}}',
      errors: ['invalid', 'room_not_found', 'forbidden', 'user_not_found'],
    }),
    async (request: RoomRequest, reply): Promise<MemberReply> => {
      const person = await asker(request);
      const { user, role } = parse(newMember, request.body);
      const member = await members.add(person, request.params.room, user, role);
      reply.code(201);
      return { member };
    },
  );

  app.patch(
    '/api/rooms/:room/members/:user',
    documented({
      tag: 'members',
      summary: 'Gives a member another role; a new owner makes the old one a moderator',
      body: roleChange,
      reply: '{member: {user, role, status}}',
      errors: ['invalid', 'room_not_found', 'forbidden', 'user_not_found', 'conflict'],
    }),
    async (request: MemberRequest): Promise<MemberReply> => {
      const person = await asker(request);
      const { role } = parse(roleChange, request.body);
      return { member: await members.changeRole(person, request.params.room, request.params.user, role) };
    },
  );

  app.delete(
    '/api/rooms/:room/members/:user',
    documented({
      tag: 'members',
      summary: 'Sends a member away',
      status: 204,
      reply: 'done',
      errors: ['room_not_found', 'forbidden', 'user_not_found'],
    }),
    async (request: MemberRequest, reply) => {
      await members.remove(await asker(request), request.params.room, request.params.user);
      return reply.code(204).send();
    },
  );

  app.patch(
    '/api/rooms/:room/members/me',
    documented({
      tag: 'members',
      summary: 'How one wants to have a room, on all devices',
      body: preferenceChange,
      reply: '{preferences: {favourite, muted, notify}}',
      errors: ['invalid', 'room_not_found', 'not_joined'],
    }),
    async (request: RoomRequest): Promise<PreferencesReply> => {
      const person = await asker(request);
      const given = Object.entries(parse(preferenceChange, request.body)).filter(([, value]) => value !== undefined);
      return { preferences: await preferences.set(person, request.params.room, Object.fromEntries(given)) };
    },
  );

  app.delete(
    '/api/rooms/:room/members/me',
    documented({
      tag: 'members',
      summary: 'Leaves a room',
      status: 204,
      reply: 'done',
      errors: ['room_not_found', 'not_joined', 'forbidden'],
    }),
    async (request: RoomRequest, reply) => {
      const person = await asker(request);
      const { room } = writableRoom(rooms, person, request.params.room, 'leave');
      await memberships.exit(person.user, room, { visitor: person });
      return reply.code(204).send();
    },
  );
}
