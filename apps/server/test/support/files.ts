import type { Attachment, FileReply } from '@confab/protocol';
import { expect } from 'vitest';
import type { Guest, TestServer } from './server.ts';

interface UploadOptions {
  name?: string;
  headers?: Record<string, string>;
}

/** Sends the bytes of a file to a room; the answer is whatever comes. */
export async function sendFile(
  server: TestServer,
  who: Guest,
  room: string,
  content: string | Uint8Array<ArrayBuffer> | Buffer<ArrayBuffer> | ReadableStream,
  { name = 'a file.bin', headers = {} }: UploadOptions = {},
) {
  const response = await fetch(`${server.url}/api/rooms/${room}/files?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${who.token}`, ...headers },
    body: content,
    ...(content instanceof ReadableStream && { duplex: 'half' }),
  } as RequestInit);
  return { status: response.status, body: (await response.json()) as unknown };
}

/** Uploads a file, which must succeed. */
export async function upload(...args: Parameters<typeof sendFile>): Promise<Attachment> {
  const { status, body } = await sendFile(...args);
  expect({ status, body }).toMatchObject({ status: 201 });
  return (body as FileReply).file;
}

/** A request for a file, as somebody. */
export function getFile(server: TestServer, who: Guest | undefined, path: string, init: RequestInit = {}) {
  const headers = { ...(who && { authorization: `Bearer ${who.token}` }), ...init.headers };
  return fetch(`${server.url}/api/files/${path}`, { ...init, headers });
}
