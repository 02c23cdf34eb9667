import type { Attachment, FileReply, HttpError } from '@confab/protocol';
import type { Client } from './client.ts';
import { ClientError } from './client-error.ts';
import { roomPath } from './room-path.ts';

export interface UploadOptions {
  /** What it is called; a `File`'s own name where left out. */
  name?: string;
  /** Hears how much has gone out, 0 to 1. Only browsers tell on the way; elsewhere it comes once, at the end. */
  onProgress?: (sent: number) => void;
  /** Ends the upload: it rejects with `closed`. */
  signal?: AbortSignal;
}

/**
 * Uploads a file for a message to be posted to a room: `room.send(text, { attachments: [file] })`. It waits a day for that.
 * @throws ClientError too_large beyond `client.limits.fileBytes` or the sender's quota, closed where it was ended
 */
export async function uploadFile(
  client: Client,
  room: string,
  file: Blob & { readonly name?: string },
  { name = file.name ?? '', onProgress = () => {}, signal }: UploadOptions = {},
): Promise<Attachment> {
  const { fetch, getToken, url } = client.http;
  try {
    const token = await getToken?.();
    const request: Request = {
      url: `${url}${roomPath(room)}/files?${new URLSearchParams({ name })}`,
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      body: file,
      signal,
    };
    signal?.throwIfAborted();
    // `fetch` does not tell how far it is.
    const answer = globalThis.XMLHttpRequest ? await sendWithProgress(request, onProgress) : await send(fetch, request);
    onProgress(1);
    return read(answer);
  } catch (error) {
    if (signal?.aborted) throw new ClientError('closed', 'the upload was ended');
    throw error instanceof ClientError ? error : new ClientError('unreachable', String(error));
  }
}

/** Takes back an upload that no message carries. @throws ClientError file_not_found */
export function withdrawFile(client: Client, id: string): Promise<void> {
  return client.api.call('DELETE', `/api/files/${id}`);
}

interface Request {
  url: string;
  headers: Record<string, string>;
  body: Blob;
  signal: AbortSignal | undefined;
}

interface Answer {
  ok: boolean;
  text: string;
}

async function send(fetch: typeof globalThis.fetch, { url, signal, ...request }: Request): Promise<Answer> {
  const answer = await fetch(url, {
    ...request,
    ...(signal && { signal }),
    method: 'POST',
    credentials: 'same-origin',
  });
  return { ok: answer.ok, text: await answer.text() };
}

function sendWithProgress(
  { url, headers, body, signal }: Request,
  onProgress: (sent: number) => void,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => resolve({ ok: request.status < 400, text: request.responseText });
    request.onerror = request.onabort = () => reject(new Error('the line was lost'));
    signal?.addEventListener('abort', () => request.abort());
    request.send(body);
  });
}

function read({ ok, text }: Answer): Attachment {
  if (ok) return (JSON.parse(text) as FileReply).file;
  const { code, message } = JSON.parse(text) as HttpError;
  throw new ClientError(code, message);
}
