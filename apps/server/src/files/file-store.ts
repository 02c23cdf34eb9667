import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** What a file is kept as: the bytes that came, or the smaller picture that was made of them. */
export type FileForm = 'original' | 'thumb';

/** What became of an upload; `head` is its first 4,100 bytes, which tell its type. */
export type Received =
  | { ok: true; size: number; head: Buffer }
  /** `interrupted`: whoever sent it went away, or the disk failed; `no_space`: the disk is full. Nothing is left of it. */
  | { ok: false; problem: 'too_large' | 'no_space' | 'interrupted' };

/** Bytes of a file's beginning that are enough to tell its type: what file-type looks at, at most. */
const HEAD_BYTES = 4_100;
const ARRIVING = 'arriving';

/**
 * The bytes of uploaded files: below a folder, in folders by the first two digits of their ids. A file gets its name only
 * once it is whole and on disk, so whatever has one can be trusted after a power cut.
 */
export class FileStore {
  /**
   * @param folder absolute; made when the first file comes
   * @param reserveBytes what must stay free on the disk: the database needs it, and messages go before files
   */
  constructor(
    private readonly folder: string,
    private readonly reserveBytes: number,
  ) {}

  /** Takes an upload in as it comes, never more than a chunk of it in memory. Leaves the source open. */
  async receive(id: string, source: Readable, maxBytes: number): Promise<Received> {
    const arriving = this.arriving(id);
    try {
      await mkdir(join(this.folder, ARRIVING), { recursive: true });
      if ((await freeBytes(this.folder)) < this.reserveBytes) return { ok: false, problem: 'no_space' };
      const received = await write(arriving, source, maxBytes);
      if (received.ok) await this.moveIn(arriving, this.pathOf(id, 'original'));
      else await rm(arriving, { force: true });
      return received;
    } catch (error) {
      await rm(arriving, { force: true }).catch(() => undefined);
      return { ok: false, problem: isFull(error) ? 'no_space' : 'interrupted' };
    }
  }

  /** Lets `make` write a file's thumbnail to a path of its own, and takes that in. */
  async addThumb(id: string, make: (path: string) => Promise<void>): Promise<void> {
    const arriving = this.arriving(`${id}.thumb`);
    try {
      await make(arriving);
      await this.moveIn(arriving, this.pathOf(id, 'thumb'));
    } catch (error) {
      await rm(arriving, { force: true });
      throw error;
    }
  }

  /** Where a file lies. */
  pathOf(id: string, form: FileForm): string {
    return join(this.folder, id.slice(0, 2), form === 'thumb' ? `${id}.thumb` : id);
  }

  /** The bytes that a form of a file takes; undefined where there is none. */
  async sizeOf(id: string, form: FileForm): Promise<number | undefined> {
    const found = await stat(this.pathOf(id, form)).catch(() => undefined);
    return found?.isFile() ? found.size : undefined;
  }

  /** Reads from `start` to `end`, both inclusive. */
  read(id: string, form: FileForm, { start, end }: { start: number; end: number }): Readable {
    return createReadStream(this.pathOf(id, form), { start, end });
  }

  /** Removes all that is kept of a file. Again does nothing. */
  async remove(id: string): Promise<void> {
    await rm(this.pathOf(id, 'original'), { force: true });
    await rm(this.pathOf(id, 'thumb'), { force: true });
  }

  /** The ids of all files, folder by folder, and with each its paths and when the newest of them was written (Unix ms). */
  async *folders(): AsyncGenerator<StoredBytes[]> {
    for (const folder of await readdir(this.folder).catch(() => [])) {
      const names = await readdir(join(this.folder, folder)).catch(() => []);
      const byId = new Map<string, StoredBytes>();
      for (const name of names) {
        const path = join(this.folder, folder, name);
        const writtenAt = (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
        const id = folder === ARRIVING ? '' : name.replace(/\.thumb$/, '');
        const known = byId.get(id) ?? { id, paths: [], writtenAt };
        known.paths.push(path);
        known.writtenAt = Math.max(known.writtenAt, writtenAt);
        byId.set(id, known);
      }
      if (byId.size > 0) yield [...byId.values()];
    }
  }

  private arriving(name: string): string {
    return join(this.folder, ARRIVING, name);
  }

  private async moveIn(from: string, to: string): Promise<void> {
    const folder = join(to, '..');
    await mkdir(folder, { recursive: true });
    await rename(from, to);
    await syncFolder(folder);
  }
}

/** What lies on the disk of one file; the id is empty for what never got whole. */
export interface StoredBytes {
  id: string;
  paths: string[];
  writtenAt: number;
}

async function write(path: string, source: Readable, maxBytes: number): Promise<Received> {
  const file = await open(path, 'wx', 0o600);
  try {
    const received = await pour(source, file, maxBytes);
    if (received.ok) await file.sync();
    return received;
  } finally {
    await file.close();
  }
}

async function pour(source: Readable, file: FileHandle, maxBytes: number): Promise<Received> {
  let size = 0;
  let head = Buffer.alloc(0);
  // Whoever refuses an upload still has to answer on its connection.
  for await (const chunk of source.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) return { ok: false, problem: 'too_large' };
    if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES - head.length)]);
    await file.appendFile(chunk);
  }
  return { ok: true, size, head };
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

// Without this the new name itself may be lost with the power.
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function isFull(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOSPC' || code === 'EDQUOT';
}
