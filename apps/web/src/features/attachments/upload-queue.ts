import { type Client, ClientError } from '@confab/client';
import { LIMITS } from '@confab/protocol';
import { errorWords } from '../../store/error-words.ts';
import { notify } from '../../store/notices.ts';
import { sizeWords } from './file-words.ts';
import type { UploadState } from './upload.ts';
import { keepUploaded, readUploads, updateUpload, writeUploads } from './uploads-store.ts';

/** Uploads that run at the same time; the others wait for their turn. */
const AT_ONCE = 3;

/** A file of this page that is not uploaded yet, with what it takes to send it. */
interface Job {
  client: Client;
  draftKey: string;
  room: string;
  source: File;
  key: string;
  end: AbortController;
}

const jobs = new Map<string, Job>();
const waiting: Job[] = [];
let running = 0;
let lastKey = 0;

/** Attaches files to a draft and begins to upload them. What is too large stays, and says so. */
export function attachFiles(client: Client, draftKey: string, room: string, files: readonly File[]): void {
  const before = readUploads(draftKey);
  // Another tab may have attached as many to the same draft.
  const taken = files.slice(0, Math.max(0, LIMITS.attachments - before.length));
  if (taken.length < files.length)
    notify(`A message takes ${LIMITS.attachments} files. Send the others with the next one.`);
  const added = taken.map((source) => {
    lastKey += 1;
    const key = `upload-${lastKey}`;
    jobs.set(key, { client, draftKey, room, source, key, end: new AbortController() });
    return { key, name: source.name, size: source.size, type: source.type, source, ...firstState(client, source) };
  });
  writeUploads(draftKey, [...before, ...added]);
  for (const { key, state } of added) if (state === 'sending') enqueue(key);
}

/** Takes a file off a draft, uploaded or not. */
export function detachFile(client: Client, draftKey: string, key: string): void {
  const upload = readUploads(draftKey).find((one) => one.key === key);
  writeUploads(
    draftKey,
    readUploads(draftKey).filter((one) => one.key !== key),
  );
  jobs.get(key)?.end.abort();
  jobs.delete(key);
  // Where the server doesn't hear of it, it forgets the file by itself.
  if (upload?.state === 'ready')
    sdk()
      .then(({ withdrawFile }) => withdrawFile(client, upload.file.id), ignore)
      .catch(ignore);
}

/** Tries once more. */
export function retryUpload(draftKey: string, key: string): void {
  updateUpload(draftKey, key, { state: 'sending', sent: 0 });
  enqueue(key);
}

/** Ends what is on its way: whoever signs in next must not send it. What is uploaded stays with its draft. */
export function endUploads(): void {
  waiting.length = 0;
  for (const { end } of jobs.values()) end.abort();
  jobs.clear();
  keepUploaded();
}

function firstState(client: Client, { size }: File): UploadState {
  if (size > (client.limits?.fileBytes ?? Number.POSITIVE_INFINITY)) return tooBig(client);
  if (size === 0) return { state: 'failed', problem: 'There’s nothing in this file.', again: false };
  return { state: 'sending', sent: 0 };
}

function enqueue(key: string): void {
  const job = jobs.get(key);
  if (!job) return;
  waiting.push(job);
  pump();
}

function pump(): void {
  while (running < AT_ONCE) {
    const job = waiting.shift();
    if (!job) return;
    running += 1;
    void run(job).finally(() => {
      running -= 1;
      pump();
    });
  }
}

async function run({ client, draftKey, room, source, key, end }: Job): Promise<void> {
  if (end.signal.aborted) return;
  const onProgress = (sent: number) => {
    if (!end.signal.aborted) updateUpload(draftKey, key, { state: 'sending', sent });
  };
  try {
    const { uploadFile } = await sdk();
    const file = await uploadFile(client, room, source, { signal: end.signal, onProgress });
    // From here on its bytes go with the draft, which another tab may send.
    jobs.delete(key);
    updateUpload(draftKey, key, { state: 'ready', file, at: Date.now() });
  } catch (error) {
    if (!end.signal.aborted) updateUpload(draftKey, key, failure(client, source, error));
  }
}

function failure(client: Client, { size }: File, error: unknown): UploadState {
  const code = error instanceof ClientError ? error.code : undefined;
  if (code !== 'too_large') return { state: 'failed', problem: errorWords(error), again: code !== 'room_not_found' };
  const limit = client.limits?.fileBytes ?? 0;
  if (size > limit) return tooBig(client);
  return { state: 'failed', problem: 'Your files take all the space you have here.', again: true };
}

function tooBig(client: Client): UploadState {
  const limit = client.limits?.fileBytes;
  const problem = limit === undefined ? 'Too big.' : `Too big. The limit here is ${sizeWords(limit)}.`;
  return { state: 'failed', problem, again: false };
}

/** The code that uploads. Rejects like a request where it doesn't come: without a line, neither would the file go out. */
function sdk() {
  return import('@confab/client/upload-file').catch(() => {
    throw new ClientError('unreachable', 'the code for uploads did not load');
  });
}

function ignore(): void {}
