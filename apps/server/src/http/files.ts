import type { Attachment, FileReply } from '@confab/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import type { Clock } from '../clock.ts';
import type { FileForm } from '../files/file-store.ts';
import { DomainError } from '../rooms/domain-error.ts';
import type { Files } from '../rooms/files.ts';
import type { People } from '../rooms/people.ts';
import type { Sessions } from '../rooms/sessions.ts';
import { askerOf } from './asker.ts';
import { parse } from './body.ts';
import { byteRange } from './byte-range.ts';
import { contentDisposition } from './content-disposition.ts';
import { sendError } from './errors.ts';
import { documented } from './route-docs.ts';

export interface FileRoutesOptions {
  clock: Clock;
  sessions: Sessions;
  people: People;
  files: Files;
}

type UploadRequest = FastifyRequest<{ Params: { room: string } }>;
type FileRequest = FastifyRequest<{ Params: { id: string } }>;

const uploadQuery = v.object({ name: v.optional(v.string('must be given once'), '') });
const downloadQuery = v.object({ download: v.optional(v.string('must be given once')) });

const UPLOAD_DOCS = documented({
  tag: 'files',
  summary: 'Takes in a file for a message to be posted to the room; the body is the file',
  query: uploadQuery,
  rawBody: ['application/octet-stream'],
  status: 201,
  reply: '{file: {id, name, type, size, width?, height?, thumb?}}',
  errors: ['invalid', 'room_not_found', 'not_joined', 'forbidden', 'too_large', 'rate_limited', 'unavailable'],
});
const DOWNLOAD_DOCS = documented({
  tag: 'files',
  summary: 'A file of a message, for those who see the room; Range is served',
  query: downloadQuery,
  reply: 'its bytes',
  errors: ['file_not_found'],
});
const THUMB_DOCS = documented({
  tag: 'files',
  summary: 'A smaller picture of an image, WebP, where the file has `thumb`',
  query: downloadQuery,
  reply: 'its bytes',
  errors: ['file_not_found'],
});
const WITHDRAW_DOCS = documented({
  tag: 'files',
  summary: 'Takes back an upload of one’s own that no message carries yet',
  status: 204,
  reply: 'nothing',
  errors: ['file_not_found'],
});

/** Silence of an uploader after which the line is cut, ms. */
const SILENCE_MS = 30_000;
/** How long the rest of a refused upload is read and dropped, ms: a browser that is cut off at once shows no answer. */
const LINGER_MS = 5_000;

const SAFE_IMAGES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

/** `/api/rooms/:room/files` takes files in, `/api/files/:id` hands them out to those who may see the message. */
export async function registerFiles(app: FastifyInstance, options: FileRoutesOptions): Promise<void> {
  const { clock, files, people, sessions } = options;
  const asker = (request: FastifyRequest) => askerOf(request, { people, sessions });

  // In a scope of its own, where every body is a stream, whatever type it claims.
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scope.addHook('onError', async ({ raw }) => {
      if (raw.complete) return;
      raw.once(
        'close',
        clock.after(LINGER_MS, () => raw.destroy()),
      );
      raw.resume();
    });
    scope.post(
      '/api/rooms/:room/files',
      { ...UPLOAD_DOCS, config: { longBody: true } },
      async (request: UploadRequest, reply): Promise<FileReply> => {
        request.raw.setTimeout(SILENCE_MS, () => request.raw.destroy());
        // From then on the silence is ours: a large picture may take a while.
        request.raw.once('end', () => request.raw.setTimeout(0));
        const { name } = parse(uploadQuery, request.query);
        const length = Number(request.headers['content-length'] ?? 0);
        const upload = { name, length, content: request.raw };
        const file = await files.upload(await asker(request), request.params.room, upload);
        reply.code(201);
        return { file };
      },
    );
  });

  const download = (form: FileForm) => async (request: FileRequest, reply: FastifyReply) => {
    const { download } = parse(downloadQuery, request.query);
    const file = await files.find(await asker(request), request.params.id);
    if (form === 'thumb' && !file.thumb) throw new DomainError('file_not_found', 'there is no picture of this file');
    const size = await files.sizeOf(file.id, form);
    reply.headers(headersOf(file, form, download !== undefined));
    return sendPart(request, reply, size, (part) => files.read(file.id, form, part));
  };
  const method: ('GET' | 'HEAD')[] = ['GET', 'HEAD'];
  app.route({ ...DOWNLOAD_DOCS, method, url: '/api/files/:id', handler: download('original') });
  app.route({ ...THUMB_DOCS, method, url: '/api/files/:id/thumb', handler: download('thumb') });

  app.delete('/api/files/:id', WITHDRAW_DOCS, async (request: FileRequest, reply) => {
    await files.withdraw(await asker(request), request.params.id);
    return reply.code(204).send();
  });
}

/** Shown in the page are images, sound and video that are what they say; the rest can only be saved. */
function headersOf({ id, name, type }: Attachment, form: FileForm, save: boolean): Record<string, string> {
  const shown = SAFE_IMAGES.has(type) || /^(audio|video)\//.test(type);
  return {
    'content-type': form === 'thumb' ? 'image/webp' : type === 'text/plain' ? 'text/plain; charset=utf-8' : type,
    'content-disposition': contentDisposition(shown && !save ? 'inline' : 'attachment', name),
    ...(!shown && { 'content-security-policy': "sandbox; default-src 'none'" }),
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    etag: `"${form === 'thumb' ? `${id}.thumb` : id}"`,
    'accept-ranges': 'bytes',
    // Another session in the same browser asks anew.
    'cache-control': 'private, max-age=3600',
    vary: 'Cookie, Authorization, Origin',
  };
}

/** Answers conditions and ranges (RFC 9110, sections 13 and 14), then the body or a part of it. */
function sendPart(
  { method, headers }: FastifyRequest,
  reply: FastifyReply,
  size: number,
  read: (part: { start: number; end: number }) => NodeJS.ReadableStream,
): FastifyReply {
  const etag = String(reply.getHeader('etag'));
  if (matches(headers['if-none-match'], etag)) return reply.code(304).send();
  const whole = method === 'HEAD' || (headers['if-range'] ?? etag) !== etag;
  const range = whole ? undefined : byteRange(headers.range, size);
  if (range === 'unsatisfiable') {
    for (const name of ['content-disposition', 'etag']) reply.removeHeader(name);
    reply.header('content-range', `bytes */${size}`);
    return sendError(reply, 416, 'invalid', `the file has ${size} bytes`);
  }
  const part = range ?? { start: 0, end: size - 1 };
  reply.header('content-length', String(part.end - part.start + 1));
  if (range) reply.code(206).header('content-range', `bytes ${part.start}-${part.end}/${size}`);
  return method === 'HEAD' ? reply.send() : reply.send(read(part));
}

function matches(header: string | undefined, etag: string): boolean {
  return (header ?? '').split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag);
}
