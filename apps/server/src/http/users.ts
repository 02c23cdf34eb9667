import { countCodePoints, LIMITS, type UserList } from '@confab/protocol';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import type { People } from '../rooms/people.ts';
import type { PeopleFinder } from '../rooms/people-finder.ts';
import type { Sessions } from '../rooms/sessions.ts';
import { askerOf } from './asker.ts';
import { parse } from './body.ts';
import { documented } from './route-docs.ts';

const query = v.object({
  q: v.optional(
    v.pipe(
      v.string('must be given once'),
      v.trim(),
      v.check(
        (text) => countCodePoints(text, LIMITS.nameCodePoints) <= LIMITS.nameCodePoints,
        `must be at most ${LIMITS.nameCodePoints} code points`,
      ),
    ),
    '',
  ),
});

export interface UserRoutesOptions {
  sessions: Sessions;
  people: People;
  finder: PeopleFinder;
}

/** `GET /api/users`: a handful of people by a part of their name, of those whom the asker may know of. */
export function registerUsers(app: FastifyInstance, { sessions, people, finder }: UserRoutesOptions): void {
  app.get(
    '/api/users',
    documented({
      tag: 'people',
      summary: 'People by a part of their name; guests find those of their rooms',
      query,
      reply: '{users: [{user, status, role?}]}',
      errors: ['invalid'],
    }),
    async (request): Promise<UserList> => {
      const person = await askerOf(request, { people, sessions });
      return { users: await finder.find(person, parse(query, request.query).q) };
    },
  );
}
