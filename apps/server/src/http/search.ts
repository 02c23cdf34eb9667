import { countCodePoints, type SearchResult } from '@confab/protocol';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import type { LogSearch } from '../log/search.ts';
import { maySee, visibleRoom } from '../rooms/access.ts';
import type { People } from '../rooms/people.ts';
import type { RoomRegistry } from '../rooms/room-registry.ts';
import type { Sessions } from '../rooms/sessions.ts';
import { numberParameter, parse } from './body.ts';
import { requireSession } from './session-cookie.ts';

const query = v.strictObject({
  q: v.pipe(
    v.string('must be given once'),
    v.trim(),
    v.minLength(1, 'must not be empty'),
    v.check((text) => countCodePoints(text, 200) <= 200, 'must be at most 200 code points'),
  ),
  room: v.optional(v.string()),
  from: v.optional(v.string()),
  limit: v.optional(numberParameter(1, 100), '20'),
});

export interface SearchRoutesOptions {
  sessions: Sessions;
  people: People;
  rooms: RoomRegistry;
  search: LogSearch;
}

/** `GET /api/search`: messages that hold every word of the query, in rooms the asker may see. */
export function registerSearch(app: FastifyInstance, { sessions, people, rooms, search }: SearchRoutesOptions): void {
  app.get('/api/search', async (request): Promise<SearchResult> => {
    const person = await people.visit(await requireSession(request, sessions));
    const { q, room, from, limit } = parse(query, request.query);
    const visible =
      room === undefined ? [...rooms.all()].filter((r) => maySee(person, r)) : [visibleRoom(rooms, person, room)];
    const words = q.split(/\s+/u).slice(0, 8);
    const found = await search.find(
      visible.map((r) => r.info.id),
      words,
      from,
      limit,
    );
    return {
      hits: found.map((message) => ({ message, snippet: snippetOf(message.body, words[0] ?? '') })),
    };
  });
}

/** The text around the first hit, which comes early: at most about 160 characters. */
function snippetOf(body: string, word: string): string {
  const at = Math.max(0, body.toLowerCase().indexOf(word.toLowerCase()));
  const start = Math.max(0, at - 24);
  const end = Math.min(body.length, start + 160);
  const text = body.slice(start, end).toWellFormed().replace(/\s+/gu, ' ').trim();
  return `${start > 0 ? '…' : ''}${text}${end < body.length ? '…' : ''}`;
}
