import type { FastifyInstance } from 'fastify';
import type { Clock } from '../clock.ts';
import type { Rate } from '../token-bucket.ts';
import { AddressRate } from './address-rate.ts';
import { sendError } from './errors.ts';

/** Holds each address to a rate of API requests; beyond it 429 with Retry-After. Pages and sockets are not counted. */
export function registerRateLimit(app: FastifyInstance, clock: Clock, rate: Rate): void {
  const addresses = new AddressRate(rate);
  app.addHook('onRequest', (request, reply, done) => {
    const wait = request.url.startsWith('/api/') ? addresses.take(request.ip, clock.elapsed()) : 0;
    if (wait === 0) {
      done();
      return;
    }
    reply.header('retry-after', Math.ceil(wait / 1000));
    void sendError(reply, 429, 'rate_limited', 'too many requests from your address');
  });
}
