import type { OwnReactions } from '@confab/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { LogReader } from '../log/read.ts';
import { visibleRoom } from '../rooms/access.ts';
import { DomainError } from '../rooms/domain-error.ts';
import type { People } from '../rooms/people.ts';
import type { RoomRegistry } from '../rooms/room-registry.ts';
import type { Sessions } from '../rooms/sessions.ts';
import { askerOf } from './asker.ts';
import { documented } from './route-docs.ts';

export interface OwnReactionsRouteOptions {
  sessions: Sessions;
  people: People;
  rooms: RoomRegistry;
  reader: LogReader;
}

type MessageRequest = FastifyRequest<{ Params: { room: string; message: string } }>;

/** `GET /api/rooms/:room/reactions/:message`: one's own, for where more people have reacted to a message than it names. */
export function registerOwnReactions(
  app: FastifyInstance,
  { sessions, people, rooms, reader }: OwnReactionsRouteOptions,
): void {
  app.get(
    '/api/rooms/:room/reactions/:message',
    documented({
      tag: 'messages',
      summary: 'With which emoji one has reacted to a message, the earliest first',
      reply: '{mine: [emoji]}',
      errors: ['room_not_found', 'message_not_found'],
    }),
    async (request: MessageRequest): Promise<OwnReactions> => {
      const person = await askerOf(request, { people, sessions });
      const room = visibleRoom(rooms, person, request.params.room);
      const mine = await reader.reactionsOf(person.user.id, room.info.id, request.params.message);
      if (!mine) throw new DomainError('message_not_found', 'there is no such message in this room');
      return { mine };
    },
  );
}
