import { LIMITS, type ThreadList, type ThreadPage } from '@confab/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { DomainError } from '../rooms/domain-error.ts';
import type { People } from '../rooms/people.ts';
import type { Person } from '../rooms/person.ts';
import type { Sessions } from '../rooms/sessions.ts';
import type { Threads } from '../rooms/threads.ts';
import { askerOf } from './asker.ts';
import { numberParameter, parse } from './body.ts';
import { documented } from './route-docs.ts';

const position = v.optional(numberParameter(0, Number.MAX_SAFE_INTEGER));
const pageQuery = v.object({
  before: position,
  after: position,
  limit: v.optional(numberParameter(1, LIMITS.pageMax), String(LIMITS.page)),
});
const listQuery = v.object({ before: position, limit: v.optional(numberParameter(1, 100), '50') });
const reading = v.object({
  seq: v.pipe(v.number('must be a number'), v.safeInteger('must be an integer'), v.minValue(0, 'must not be negative')),
});

export interface ThreadRoutesOptions {
  sessions: Sessions;
  people: People;
  threads: Threads;
}

type ThreadRequest = FastifyRequest<{ Params: { room: string; root: string } }>;

/** Threads: their history, the reader's pointer in them, the list of those one follows. */
export function registerThreads(app: FastifyInstance, { sessions, people, threads }: ThreadRoutesOptions): void {
  const asker = (request: FastifyRequest) => askerOf(request, { people, sessions });

  const list = documented({
    tag: 'threads',
    summary: 'The threads that one follows, the latest reply first',
    query: listQuery,
    reply: '{threads: [{root, read, unread, mentions}], hasMore}',
    errors: ['invalid'],
  });
  app.get('/api/threads', list, async (request): Promise<ThreadList> => {
    const person = await asker(request);
    const { limit, before } = parse(listQuery, request.query);
    return threads.followed(person, limit, before);
  });

  const page = documented({
    tag: 'threads',
    summary: 'A page of a thread, by ascending seq; the newest replies without a position',
    query: pageQuery,
    reply: '{root, messages, hasMore, read?}',
    errors: ['invalid', 'room_not_found', 'message_not_found'],
  });
  app.get('/api/rooms/:room/threads/:root/messages', page, async (request: ThreadRequest): Promise<ThreadPage> => {
    const person = await asker(request);
    const wish = parse(pageQuery, request.query);
    if (wish.before !== undefined && wish.after !== undefined) {
      throw new DomainError('invalid', 'only one of before and after may be given');
    }
    return threads.page(person, request.params.room, request.params.root, wish);
  });

  const read = documented({
    tag: 'threads',
    summary: 'Everything up to seq is read, in a thread that one follows',
    body: reading,
    status: 204,
    reply: 'done',
    errors: ['invalid', 'room_not_found', 'not_joined', 'message_not_found'],
  });
  app.put('/api/rooms/:room/threads/:root/read', read, async (request: ThreadRequest, reply) => {
    const person = await asker(request);
    await threads.read(person, request.params.room, request.params.root, parse(reading, request.body).seq);
    return reply.code(204).send();
  });

  registerFollowing(app, asker, threads);
}

/** `PUT` and `DELETE …/follow`: whether one hears of a thread. */
function registerFollowing(
  app: FastifyInstance,
  asker: (request: FastifyRequest) => Promise<Person>,
  threads: Threads,
): void {
  for (const [method, on] of [['PUT', true] as const, ['DELETE', false] as const]) {
    app.route({
      method,
      url: '/api/rooms/:room/threads/:root/follow',
      ...documented({
        tag: 'threads',
        summary: on ? 'Follows a thread' : 'Follows a thread no longer, until one replies in it or is mentioned there',
        status: 204,
        reply: 'done',
        errors: ['room_not_found', 'not_joined', 'message_not_found'],
      }),
      handler: async (request, reply) => {
        const { room, root } = (request as ThreadRequest).params;
        await threads.follow(await asker(request), room, root, on);
        return reply.code(204).send();
      },
    });
  }
}
