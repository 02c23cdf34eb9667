import { countCodePoints, LIMITS, type SearchResult } from '@confab/protocol';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import type { MessageSearch } from '../rooms/message-search.ts';
import type { People } from '../rooms/people.ts';
import type { Sessions } from '../rooms/sessions.ts';
import { askerOf } from './asker.ts';
import { numberParameter, parse } from './body.ts';
import { documented } from './route-docs.ts';

const query = v.object({
  q: v.pipe(
    v.string('must be given once'),
    v.trim(),
    v.minLength(1, 'must not be empty'),
    v.check((text) => countCodePoints(text, 200) <= 200, 'must be at most 200 code points'),
  ),
  room: v.optional(v.string()),
  from: v.optional(v.string()),
  sort: v.optional(v.picklist(['newest', 'best'], 'must be newest or best'), 'newest'),
  limit: v.optional(numberParameter(1, LIMITS.pageMax), '20'),
  cursor: v.optional(numberParameter(0, Number.MAX_SAFE_INTEGER)),
});

export interface SearchRoutesOptions {
  sessions: Sessions;
  people: People;
  search: MessageSearch;
}

/** `GET /api/search`: messages that say what is asked for, in rooms the asker may see. */
export function registerSearch(app: FastifyInstance, { sessions, people, search }: SearchRoutesOptions): void {
  app.get(
    '/api/search',
    documented({
      tag: 'messages',
      summary:
        'Full-text search in the rooms one may see; q may hold "phrases", -without, from: in: has: before: after:',
      query,
      reply: '{hits: [{message, room, snippet, marks}], next?, indexing?}',
      errors: ['invalid', 'room_not_found', 'unavailable'],
    }),
    async (request): Promise<SearchResult> => {
      const person = await askerOf(request, { people, sessions });
      const { sort: order, q, room, from, limit, cursor } = parse(query, request.query);
      const { hits, next, indexing } = await search.find(person, { q, room, from, order, limit, cursor });
      return {
        hits,
        ...(next === undefined ? {} : { next: String(next) }),
        ...(indexing ? { indexing: true } : {}),
      };
    },
  );
}
