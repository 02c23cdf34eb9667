import { LIMITS, type MessagePage } from '@confab/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import type { LogReader } from '../log/read.ts';
import { visibleRoom } from '../rooms/access.ts';
import { DomainError } from '../rooms/domain-error.ts';
import type { People } from '../rooms/people.ts';
import type { RoomRegistry } from '../rooms/room-registry.ts';
import type { Sessions } from '../rooms/sessions.ts';
import { askerOf } from './asker.ts';
import { numberParameter, parse } from './body.ts';
import { documented } from './route-docs.ts';

const seq = numberParameter(0, Number.MAX_SAFE_INTEGER);
const position = v.optional(seq);
const place = v.optional(v.union([seq, v.pipe(v.string(), v.uuid('must be a seq or the id of a message'))]));
const query = v.object({
  before: position,
  after: position,
  around: place,
  limit: v.optional(numberParameter(1, LIMITS.pageMax), String(LIMITS.page)),
});

export interface HistoryRoutesOptions {
  sessions: Sessions;
  people: People;
  rooms: RoomRegistry;
  reader: LogReader;
}

/** `GET /api/rooms/:room/messages`: a page of history before, after or around a `seq`, or around a message; the newest without any. */
export function registerHistory(app: FastifyInstance, { sessions, people, rooms, reader }: HistoryRoutesOptions): void {
  app.get(
    '/api/rooms/:room/messages',
    documented({
      tag: 'messages',
      summary: 'A page of history, by ascending seq; the newest without a position',
      query,
      reply: '{messages, hasMore}',
      errors: ['invalid', 'room_not_found', 'message_not_found'],
    }),
    async (request: FastifyRequest<{ Params: { room: string } }>): Promise<MessagePage> => {
      const person = await askerOf(request, { people, sessions });
      const room = visibleRoom(rooms, person, request.params.room);
      const wish = parse(query, request.query);
      return readPage(reader, room.info.id, wish);
    },
  );
}

type Wish = v.InferOutput<typeof query>;

async function readPage(reader: LogReader, room: string, wish: Wish): Promise<MessagePage> {
  const { after, around, before, limit } = wish;
  if ([after, around, before].filter((value) => value !== undefined).length > 1) {
    throw new DomainError('invalid', 'only one of before, after and around may be given');
  }
  if (after !== undefined) {
    const messages = await reader.from(room, after + 1, limit + 1);
    return { messages: messages.slice(0, limit), hasMore: messages.length > limit };
  }
  if (around !== undefined) return readAround(reader, room, await seqOf(reader, room, around), limit);
  const messages = await reader.before(room, before ?? Number.MAX_SAFE_INTEGER, limit + 1);
  return { messages: messages.slice(-limit), hasMore: messages.length > limit };
}

async function seqOf(reader: LogReader, room: string, place: number | string): Promise<number> {
  const seq = typeof place === 'number' ? place : await reader.seqOf(room, place);
  if (seq === undefined) throw new DomainError('message_not_found', 'there is no such message in this room');
  return seq;
}

// The message itself and what surrounds it; a side that is short leaves its room to the other.
async function readAround(reader: LogReader, room: string, seq: number, limit: number) {
  // One more on each side tells whether there is more.
  const [before, from] = await Promise.all([reader.before(room, seq, limit + 1), reader.from(room, seq, limit + 1)]);
  const older = Math.max(Math.floor(limit / 2), limit - from.length);
  const kept = older === 0 ? [] : before.slice(-older);
  const messages = [...kept, ...from.slice(0, limit - kept.length)];
  return { messages, hasMore: kept.length < before.length || messages.length - kept.length < from.length };
}
