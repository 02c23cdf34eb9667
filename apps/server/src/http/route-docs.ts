import type { ErrorCode } from '@confab/protocol';
import { toJsonSchema } from '@valibot/to-json-schema';
import type { FastifySchema } from 'fastify';
import type * as v from 'valibot';
import { STATUS } from './errors.ts';

type Fields = v.ObjectSchema<v.ObjectEntries, undefined> | v.StrictObjectSchema<v.ObjectEntries, undefined>;

/** What `/api/docs` says about a route. */
export interface RouteDocs {
  /** The resource that the route belongs to. */
  tag: string;
  /** What it does, in one line. */
  summary: string;
  /** The schemas that its handler parses with. */
  body?: Fields;
  query?: Fields;
  /** A body that is not JSON: its media types. */
  rawBody?: readonly string[];
  /** What a success answers: its status, and what the body is. */
  status?: 200 | 201 | 204 | 206;
  reply: string;
  /** Beyond those that any route has. */
  errors?: readonly ErrorCode[];
  /** For everybody, with a session or without. */
  open?: true;
}

/**
 * A route's options with its documentation (OpenAPI 3.1). Nothing is checked by it: the handler parses, with the same
 * schemas, and names what is wrong in the words of our errors.
 */
export function documented(docs: RouteDocs): { schema: FastifySchema } {
  const { body, errors = [], open, query, rawBody, reply, status = 200, summary, tag } = docs;
  const failures = open ? errors : (['unauthenticated', ...errors] as const);
  const schema: FastifySchema = {
    summary,
    tags: [tag],
    ...(open ? { security: [] } : {}),
    ...(rawBody ? { consumes: [...rawBody], body: { type: 'string', format: 'binary' } } : {}),
    ...(body ? { body: jsonSchema(body) } : {}),
    ...(query ? { querystring: jsonSchema(query) } : {}),
    response: { [status]: { description: reply }, ...refusals(failures) },
  };
  return { schema };
}

function jsonSchema(schema: Fields) {
  // What JSON Schema has no word for is left to the error message.
  return toJsonSchema(schema, { errorMode: 'ignore', typeMode: 'input' });
}

/** The errors, by their status. */
function refusals(errors: readonly ErrorCode[]): Record<number, object> {
  const codes = new Map<number, ErrorCode[]>();
  for (const code of errors) codes.set(STATUS[code], [...(codes.get(STATUS[code]) ?? []), code]);
  return Object.fromEntries(
    Array.from(codes, ([status, ofStatus]) => [
      status,
      {
        description: ofStatus.join(', '),
        type: 'object',
        properties: { code: { enum: ofStatus }, message: { type: 'string' } },
      },
    ]),
  );
}
