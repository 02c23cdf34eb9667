import type { FastifyRequest } from 'fastify';
import type { People } from '../rooms/people.ts';
import type { Person } from '../rooms/person.ts';
import type { Sessions } from '../rooms/sessions.ts';
import { requireSession } from './session-cookie.ts';

interface Door {
  sessions: Sessions;
  people: People;
}

/** Who asks: the person behind a request's session. @throws DomainError unauthenticated; forbidden for somebody who is banned */
export async function askerOf(request: FastifyRequest, { sessions, people }: Door): Promise<Person> {
  return people.visit(await requireSession(request, sessions));
}
