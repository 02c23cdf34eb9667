import { LIMITS, type SanctionList, type SanctionReply } from '@confab/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import type { Moderation } from '../rooms/moderation.ts';
import type { People } from '../rooms/people.ts';
import type { Sessions } from '../rooms/sessions.ts';
import { askerOf } from './asker.ts';
import { nameField, parse } from './body.ts';
import { documented } from './route-docs.ts';

/** The last moment that a date can hold, Unix ms (ECMA-262, time values). */
const LAST_MOMENT = 8.64e15;

/** Why somebody is muted or banned: one line. */
export const sanctionFields = {
  kind: v.picklist(['mute', 'ban'], 'must be mute or ban'),
  reason: nameField(LIMITS.reasonCodePoints),
  until: v.optional(
    v.pipe(
      v.number('must be a number'),
      v.safeInteger('must be Unix milliseconds'),
      v.maxValue(LAST_MOMENT, 'must be Unix milliseconds'),
    ),
  ),
};
const wish = v.object({ user: v.string('must be a string'), ...sanctionFields });

export interface SanctionRoutesOptions {
  sessions: Sessions;
  people: People;
  moderation: Moderation;
}

type SanctionRequest = FastifyRequest<{ Params: { room?: string; id: string } }>;

/** `/api/rooms/:room/sanctions` and, for the whole server, `/api/sanctions`: mute and ban, list, lift. */
export function registerSanctions(app: FastifyInstance, { sessions, people, moderation }: SanctionRoutesOptions): void {
  for (const path of ['/api/rooms/:room/sanctions', '/api/sanctions']) {
    const errors = path.includes(':room') ? (['forbidden', 'room_not_found'] as const) : (['forbidden'] as const);
    app.post(
      path,
      documented({
        tag: 'moderation',
        summary: 'Mute or ban somebody who stands lower, with a reason, for a time or until it is lifted',
        body: wish,
        status: 201,
        reply: '{sanction}',
        errors: ['invalid', ...errors],
      }),
      async (request: SanctionRequest, reply): Promise<SanctionReply> => {
        const person = await askerOf(request, { people, sessions });
        const sanction = await moderation.impose(person, request.params.room, parse(wish, request.body));
        reply.code(201);
        return { sanction };
      },
    );
    app.get(
      path,
      documented({ tag: 'moderation', summary: 'Who is muted or banned now', reply: '{sanctions}', errors }),
      async (request: SanctionRequest): Promise<SanctionList> => {
        const person = await askerOf(request, { people, sessions });
        return { sanctions: await moderation.list(person, request.params.room) };
      },
    );
    app.delete(
      `${path}/:id`,
      documented({ tag: 'moderation', summary: 'Lift a mute or ban', status: 204, reply: 'nothing', errors }),
      async (request: SanctionRequest, reply) => {
        const person = await askerOf(request, { people, sessions });
        await moderation.lift(person, request.params.room, request.params.id);
        return reply.code(204).send();
      },
    );
  }
}
