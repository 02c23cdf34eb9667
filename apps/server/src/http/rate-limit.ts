import type { FastifyInstance } from 'fastify';
import type { Clock } from '../clock.ts';
import type { Rate } from '../token-bucket.ts';
import { AddressRate } from './address-rate.ts';
import { sendError } from './errors.ts';

/** Holds each address to a rate of API requests; beyond it 429 with Retry-After. Pages and sockets are not counted. */
export function registerRateLimit(app: FastifyInstance, clock: Clock, rate: Rate): void {
  const addresses = new AddressRate(rate);
  app.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/api/')) return;
    const wait = addresses.take(request.ip, clock.elapsed());
    if (wait === 0) return;
    reply.header('retry-after', Math.ceil(wait / 1000));
    await sendError(reply, 429, 'rate_limited', 'too many requests from your address');
  });
}
