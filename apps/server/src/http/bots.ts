import { type BotList, type BotReply, LIMITS } from '@confab/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import type { Bots } from '../accounts/bots.ts';
import type { People } from '../rooms/people.ts';
import type { Sessions } from '../rooms/sessions.ts';
import { askerOf } from './asker.ts';
import { nameField, parse } from './body.ts';
import { documented } from './route-docs.ts';

/** Rooms that a bot may be let into with its creation. */
const MAX_ROOMS = 100;

const creation = v.object({
  name: nameField(LIMITS.nameCodePoints),
  rooms: v.optional(
    v.pipe(
      v.array(v.pipe(v.string('must be ids'), v.maxLength(LIMITS.idLength, 'must be ids')), 'must be a list of rooms'),
      v.maxLength(MAX_ROOMS, `must be at most ${MAX_ROOMS}`),
    ),
    [],
  ),
  allRooms: v.optional(v.boolean('must be true or false'), false),
});

export interface BotRoutesOptions {
  bots: Bots;
  people: People;
  sessions: Sessions;
}

type BotRequest = FastifyRequest<{ Params: { bot: string } }>;

/** `/api/bots`: programs that talk here. */
export function registerBots(app: FastifyInstance, { bots, people, sessions }: BotRoutesOptions): void {
  const asker = (request: FastifyRequest) => askerOf(request, { people, sessions });

  app.get(
    '/api/bots',
    documented({
      tag: 'bots',
      summary: 'Every bot of the server, by name',
      reply: '{bots: [{user, allRooms, createdBy, createdAt}]}',
      errors: ['forbidden'],
    }),
    async (request): Promise<BotList> => ({ bots: await bots.list(await asker(request)) }),
  );

  app.post(
    '/api/bots',
    documented({
      tag: 'bots',
      summary: 'Make a bot; its token is told this once',
      body: creation,
      status: 201,
      reply: '{bot, token}',
      errors: ['invalid', 'forbidden', 'room_not_found'],
    }),
    async (request, reply): Promise<BotReply> => {
      const person = await asker(request);
      const made = await bots.create(person, parse(creation, request.body));
      reply.code(201);
      return made;
    },
  );

  app.post(
    '/api/bots/:bot/token',
    documented({
      tag: 'bots',
      summary: 'Give a bot a new token; the old one is worth nothing any more',
      reply: '{bot, token}',
      errors: ['forbidden', 'bot_not_found'],
    }),
    async (request: BotRequest): Promise<BotReply> => bots.renewToken(await asker(request), request.params.bot),
  );

  app.delete(
    '/api/bots/:bot',
    documented({
      tag: 'bots',
      summary: 'End a bot; what it said stays',
      status: 204,
      reply: 'nothing',
      errors: ['forbidden', 'bot_not_found'],
    }),
    async (request: BotRequest, reply) => {
      await bots.revoke(await asker(request), request.params.bot);
      return reply.code(204).send();
    },
  );
}
