import type { FastifyInstance } from 'fastify';
import { DomainError } from '../rooms/domain-error.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads JSON bodies, which are UTF-8 (RFC 8259, section 8.1): Fastify's own parser puts a mark where bytes are none. Nothing
 * is no body, whatever its type: many a client names one with every request, a DELETE, say.
 */
export function registerJsonBody(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (body.length === 0) {
      done(null);
      return;
    }
    let text: string;
    try {
      text = utf8.decode(body);
    } catch {
      done(new DomainError('invalid', 'the body must be UTF-8'));
      return;
    }
    parseJson(request, text, done);
  });
  app.addContentTypeParser<Buffer>('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(body.length === 0 ? null : new DomainError('invalid', 'the body must be application/json'));
  });
}
