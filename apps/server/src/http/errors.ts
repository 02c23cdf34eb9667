import type { ErrorCode, HttpError } from '@confab/protocol';
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import type { Logger } from '../logger.ts';
import { DomainError } from '../rooms/domain-error.ts';

/** The HTTP status of each code. */
export const STATUS: Readonly<Record<ErrorCode, number>> = {
  bad_frame: 400,
  unknown_type: 400,
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_joined: 403,
  room_not_found: 404,
  message_not_found: 404,
  file_not_found: 404,
  user_not_found: 404,
  invite_not_found: 404,
  session_not_found: 404,
  bot_not_found: 404,
  conflict: 409,
  too_large: 413,
  rate_limited: 429,
  unavailable: 503,
  internal: 500,
};

/** Answers with the JSON body that every HTTP error has. It holds for this moment: no cache keeps it. */
export function sendError(
  reply: FastifyReply,
  status: number,
  code: HttpError['code'],
  message: string,
  about: Pick<HttpError, 'restriction'> = {},
): FastifyReply {
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify({ code, message, ...about }));
}

/** Makes every failure of a route an HTTP error of the contract; only what nobody foresaw is 500, and is logged. */
export function registerErrors(app: FastifyInstance, log: Logger): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (error instanceof DomainError) {
      const wait = error.retryAfterMs;
      if (wait !== undefined) reply.header('retry-after', Math.ceil(wait / 1000));
      return sendError(reply, STATUS[error.code], error.code, error.message, error.about);
    }
    const status = error.statusCode ?? 500;
    if (status === 413) return sendError(reply, 413, 'too_large', 'the body is too large');
    if (status >= 400 && status < 500) return sendError(reply, 400, 'invalid', error.message);
    log.error({ err: error, method: request.method, route: request.routeOptions.url }, 'a request failed');
    return sendError(reply, 500, 'internal', 'the server failed; it has been logged');
  });
}
