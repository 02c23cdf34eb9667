import { AUDIT_ACTIONS, type AuditPage, LIMITS } from '@confab/protocol';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import type { Audit } from '../rooms/audit.ts';
import type { People } from '../rooms/people.ts';
import type { Sessions } from '../rooms/sessions.ts';
import { askerOf } from './asker.ts';
import { numberParameter, parse } from './body.ts';
import { documented } from './route-docs.ts';

const query = v.object({
  actor: v.optional(v.string()),
  user: v.optional(v.string()),
  room: v.optional(v.string()),
  action: v.optional(v.picklist(AUDIT_ACTIONS, 'is no action of the audit log')),
  before: v.optional(numberParameter(1, Number.MAX_SAFE_INTEGER)),
  limit: v.optional(numberParameter(1, LIMITS.auditPageMax), String(LIMITS.page)),
});

export interface AuditRoutesOptions {
  sessions: Sessions;
  people: People;
  audit: Audit;
}

/** `GET /api/audit`: who did what to whom. */
export function registerAudit(app: FastifyInstance, { sessions, people, audit }: AuditRoutesOptions): void {
  app.get(
    '/api/audit',
    documented({
      tag: 'moderation',
      summary: 'Who did what to whom, newest first; with `room` for its moderators, else for the server’s admins',
      query,
      reply: '{entries, hasMore}',
      errors: ['invalid', 'forbidden', 'room_not_found'],
    }),
    async (request): Promise<AuditPage> => {
      const person = await askerOf(request, { people, sessions });
      return audit.page(person, parse(query, request.query));
    },
  );
}
