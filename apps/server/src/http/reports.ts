import { LIMITS, type ReportList } from '@confab/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import type { People } from '../rooms/people.ts';
import type { Reports } from '../rooms/reports.ts';
import type { Sessions } from '../rooms/sessions.ts';
import { askerOf } from './asker.ts';
import { nameField, parse } from './body.ts';
import { documented } from './route-docs.ts';
import { sanctionFields } from './sanctions.ts';

const complaint = v.object({ reason: nameField(LIMITS.reasonCodePoints) });
const flag = v.optional(v.boolean('must be true or false'), false);
const verdict = v.object({
  delete: flag,
  sanction: v.optional(v.object({ ...sanctionFields, everywhere: flag })),
});

export interface ReportRoutesOptions {
  sessions: Sessions;
  people: People;
  reports: Reports;
}

/** Reporting a message, and what moderators do about it. */
export function registerReports(app: FastifyInstance, { sessions, people, reports }: ReportRoutesOptions): void {
  app.post(
    '/api/rooms/:room/messages/:message/report',
    documented({
      tag: 'moderation',
      summary: 'Report a message to those who moderate the room; in a direct room, to the server’s admins',
      body: complaint,
      status: 204,
      reply: 'nothing',
      errors: ['invalid', 'forbidden', 'room_not_found', 'message_not_found', 'conflict', 'rate_limited'],
    }),
    async (request: FastifyRequest<{ Params: { room: string; message: string } }>, reply) => {
      const person = await askerOf(request, { people, sessions });
      const { room, message } = request.params;
      await reports.report(person, room, message, parse(complaint, request.body).reason);
      return reply.code(204).send();
    },
  );

  app.get(
    '/api/reports',
    documented({ tag: 'moderation', summary: 'Reported messages that wait for the asker', reply: '{reports}' }),
    async (request): Promise<ReportList> => {
      const person = await askerOf(request, { people, sessions });
      return { reports: await reports.list(person) };
    },
  );

  app.post(
    '/api/reports/:message/resolve',
    documented({
      tag: 'moderation',
      summary: 'Deal with a reported message: delete it, mute or ban its author, or (neither) dismiss the report',
      body: verdict,
      status: 204,
      reply: 'nothing',
      errors: ['invalid', 'forbidden', 'message_not_found'],
    }),
    async (request: FastifyRequest<{ Params: { message: string } }>, reply) => {
      const person = await askerOf(request, { people, sessions });
      const { delete: remove, sanction } = parse(verdict, request.body);
      await reports.resolve(person, request.params.message, { delete: remove, sanction });
      return reply.code(204).send();
    },
  );
}
