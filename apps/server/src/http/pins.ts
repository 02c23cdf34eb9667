import type { PinList } from '@confab/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { People } from '../rooms/people.ts';
import type { Pins } from '../rooms/pins.ts';
import type { Sessions } from '../rooms/sessions.ts';
import { askerOf } from './asker.ts';
import { documented } from './route-docs.ts';

export interface PinRoutesOptions {
  sessions: Sessions;
  people: People;
  pins: Pins;
}

type RoomRequest = FastifyRequest<{ Params: { room: string } }>;
type PinRequest = FastifyRequest<{ Params: { room: string; message: string } }>;

/** `/api/rooms/:room/pins`: the pinned messages of a room; pin, unpin. */
export function registerPins(app: FastifyInstance, { sessions, people, pins }: PinRoutesOptions): void {
  const asker = (request: FastifyRequest) => askerOf(request, { people, sessions });

  const list = documented({
    tag: 'pins',
    summary: 'The pinned messages of a room, the latest pin first',
    reply: '{pins: [message]}',
    errors: ['room_not_found'],
  });
  app.get('/api/rooms/:room/pins', list, async (request: RoomRequest): Promise<PinList> => {
    return { pins: await pins.list(await asker(request), request.params.room) };
  });

  for (const [method, on] of [['PUT', true] as const, ['DELETE', false] as const]) {
    app.route({
      method,
      url: '/api/rooms/:room/pins/:message',
      ...documented({
        tag: 'pins',
        summary: on ? 'Pins a message' : 'Takes a pin away',
        status: 204,
        reply: 'done',
        errors: ['room_not_found', 'forbidden', 'message_not_found', ...(on ? (['conflict'] as const) : [])],
      }),
      handler: async (request, reply) => {
        const { room, message } = (request as PinRequest).params;
        await pins.set(await asker(request), room, message, on);
        return reply.code(204).send();
      },
    });
  }
}
