import { type InviteList, type InvitePreview, type InviteReply, LIMITS, type RoomReply } from '@confab/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import type { Invites } from '../rooms/invites.ts';
import type { People } from '../rooms/people.ts';
import type { Sessions } from '../rooms/sessions.ts';
import { askerOf } from './asker.ts';
import { parse } from './body.ts';
import { documented } from './route-docs.ts';
import { sessionOf } from './session-cookie.ts';

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

const wish = v.object({
  expiresInMs: v.optional(wholeNumber(LIMITS.inviteMinMs, LIMITS.inviteMaxMs), WEEK_MS),
  maxUses: v.optional(wholeNumber(1, LIMITS.inviteUses)),
});

export interface InviteRoutesOptions {
  sessions: Sessions;
  people: People;
  invites: Invites;
}

type PlaceRequest = FastifyRequest<{ Params: { room?: string } }>;
type InviteRequest = FastifyRequest<{ Params: { room?: string; id: string } }>;
type CodeRequest = FastifyRequest<{ Params: { code: string } }>;

/** Invites: `/api/rooms/:room/invites` into a room, `/api/invites` to the server; `/api/invites/:code` for who has one. */
export function registerInvites(app: FastifyInstance, { sessions, people, invites }: InviteRoutesOptions): void {
  const asker = (request: FastifyRequest) => askerOf(request, { people, sessions });

  for (const [path, place, errors] of [
    ['/api/rooms/:room/invites', 'into a room', ['room_not_found', 'forbidden']],
    ['/api/invites', 'to the server', ['forbidden']],
  ] as const) {
    app.post(
      path,
      documented({
        tag: 'invites',
        summary: `Makes an invite ${place}; its code is told once`,
        body: wish,
        status: 201,
        reply: '{invite, code}',
        errors: ['invalid', 'conflict', ...errors],
      }),
      async (request: PlaceRequest, reply): Promise<InviteReply> => {
        const person = await asker(request);
        const made = await invites.create(person, request.params.room, parse(wish, request.body));
        reply.code(201);
        return made;
      },
    );

    app.get(
      path,
      documented({ tag: 'invites', summary: `The open invites ${place}`, reply: '{invites}', errors }),
      async (request: PlaceRequest): Promise<InviteList> => ({
        invites: await invites.list(await asker(request), request.params.room),
      }),
    );

    app.delete(
      `${path}/:id`,
      documented({
        tag: 'invites',
        summary: `Ends an invite ${place}`,
        status: 204,
        reply: 'done',
        errors: ['invite_not_found', ...errors],
      }),
      async (request: InviteRequest, reply) => {
        await invites.revoke(await asker(request), request.params.room, request.params.id);
        return reply.code(204).send();
      },
    );
  }

  app.get(
    '/api/invites/:code',
    documented({
      tag: 'invites',
      summary: 'Where an invite leads to',
      reply: '{room?: {name, topic, private}, by}; without a room to an account',
      errors: ['invite_not_found'],
      open: true,
    }),
    async (request: CodeRequest): Promise<InvitePreview> => {
      // Whoever is banned asks like anybody.
      const session = await sessionOf(request, sessions).catch(() => undefined);
      return invites.preview(request.params.code, session && (await people.visit(session)));
    },
  );

  app.post(
    '/api/invites/:code',
    documented({
      tag: 'invites',
      summary: 'Goes into the room that an invite leads to',
      reply: '{room}',
      errors: ['invite_not_found', 'forbidden'],
    }),
    async (request: CodeRequest): Promise<RoomReply> => ({
      room: (await invites.accept(await asker(request), request.params.code)).info,
    }),
  );
}

function wholeNumber(min: number, max: number) {
  return v.pipe(
    v.number('must be a number'),
    v.safeInteger('must be whole'),
    v.minValue(min, `must be at least ${min}`),
    v.maxValue(max, `must be at most ${max}`),
  );
}
