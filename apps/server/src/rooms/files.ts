import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Attachment } from '@confab/protocol';
import type { Clock } from '../clock.ts';
import type { FileForm, FileStore } from '../files/file-store.ts';
import type { mediaTypeOf } from '../files/media-type.ts';
import type { Pictures } from '../files/pictures.ts';
import type { Append } from '../log/append.ts';
import type { FileDirectory, FileRecord } from '../log/file-directory.ts';
import { maySee, writableRoom } from './access.ts';
import { DomainError, succeed } from './domain-error.ts';
import { fileName } from './file-name.ts';
import type { Person } from './person.ts';
import type { RoomRegistry } from './room-registry.ts';

interface FileLimits {
  /** Bytes of one file. */
  fileBytes: number;
  /** Bytes of all files of a person. */
  quotaBytes: number;
}

export interface FileOptions {
  append: Append;
  clock: Clock;
  rooms: RoomRegistry;
  directory: FileDirectory;
  store: FileStore;
  pictures: Pictures;
  mediaTypeOf: typeof mediaTypeOf;
  limits: FileLimits;
}

/** A file on its way in. */
export interface Upload {
  /** As its sender calls it. */
  name: string;
  /** Bytes, where the sender says so before. */
  length: number | undefined;
  content: Readable;
}

/** Files that one person may be sending at the same time. */
const UPLOADS_AT_ONCE = 8;

/** Uploaded files: who may bring one, and who may have it. */
export class Files {
  private readonly uploads = new Map<string, number>();

  constructor(private readonly options: FileOptions) {}

  /**
   * Takes in a file for a message that will be posted to a room.
   * @throws DomainError where the person may not write there; too_large beyond a limit, as soon as that is known;
   *   unavailable where the disk is full
   */
  async upload(person: Person, reference: string, upload: Upload): Promise<Attachment> {
    const { room } = writableRoom(this.options.rooms, person, reference, 'upload');
    const user = person.user.id;
    const running = this.uploads.get(user) ?? 0;
    if (running >= UPLOADS_AT_ONCE) throw new DomainError('rate_limited', 'too many uploads at the same time', 1_000);
    this.uploads.set(user, running + 1);
    try {
      return await this.take(user, room.info.id, upload);
    } finally {
      const left = (this.uploads.get(user) ?? 1) - 1;
      if (left === 0) this.uploads.delete(user);
      else this.uploads.set(user, left);
    }
  }

  /** A file that somebody may have. @throws DomainError file_not_found, also for one that is none of theirs */
  async find(person: Person, id: string): Promise<Attachment> {
    const record = await this.options.directory.find(id);
    if (!record || !this.mayHave(person, record)) throw new DomainError('file_not_found', 'there is no such file');
    return record.attachment;
  }

  /** Takes back an upload that no message carries yet. @throws DomainError file_not_found */
  async withdraw(person: Person, id: string): Promise<void> {
    const record = await this.options.directory.find(id);
    if (!record || record.sent || record.user !== person.user.id) {
      throw new DomainError('file_not_found', 'there is no such upload');
    }
    succeed(await this.options.append.submit({ kind: 'remove-files', files: [id] }));
    // A message may have taken it meanwhile.
    if (!(await this.options.directory.find(id))) await this.options.store.remove(id);
  }

  /** The bytes that a form of a file takes. @throws DomainError file_not_found where they are missing */
  async sizeOf(id: string, form: FileForm): Promise<number> {
    const size = await this.options.store.sizeOf(id, form);
    if (size === undefined) throw new DomainError('file_not_found', 'there is no such file');
    return size;
  }

  /** Reads a part of a file. */
  read(id: string, form: FileForm, part: { start: number; end: number }): Readable {
    return this.options.store.read(id, form, part);
  }

  private async take(user: string, room: string, { name, length, content }: Upload): Promise<Attachment> {
    const { append, clock, limits, mediaTypeOf, pictures, store } = this.options;
    const max = await this.roomFor(user, length);
    const id = randomUUID();
    const received = await store.receive(id, content, max);
    if (!received.ok) throw this.refusal(received.problem, max);
    try {
      if (received.size === 0) throw new DomainError('invalid', 'the file is empty');
      const type = await mediaTypeOf(received.head);
      const { thumb, ...size } = (await pictures.look(id, type)) ?? {};
      const file = { id, name: fileName(name), type, size: received.size, ...size, ...(thumb && { thumb }) };
      const quota = limits.quotaBytes;
      succeed(await append.submit({ kind: 'add-file', file, room, user, at: clock.now(), quota }));
      return file;
    } catch (error) {
      await store.remove(id);
      throw error;
    }
  }

  /** How many bytes a new file of somebody's may have. @throws DomainError too_large where `length` is more */
  private async roomFor(user: string, length = 0): Promise<number> {
    const { directory, limits } = this.options;
    const left = limits.quotaBytes - (await directory.usedBy(user));
    const max = Math.min(limits.fileBytes, Math.max(0, left));
    if (length > max) throw this.refusal('too_large', max);
    return max;
  }

  private refusal(problem: 'too_large' | 'no_space' | 'interrupted', max: number): DomainError {
    if (problem === 'no_space') return new DomainError('unavailable', 'there is no space for files left', 60_000);
    if (problem === 'interrupted') return new DomainError('invalid', 'the file did not arrive whole');
    if (max < this.options.limits.fileBytes) return new DomainError('too_large', OUT_OF_QUOTA);
    return new DomainError('too_large', `a file may have at most ${max} bytes`);
  }

  private mayHave(person: Person, { user, room: id, sent }: FileRecord): boolean {
    const room = id === undefined ? undefined : this.options.rooms.find(id);
    return sent ? room !== undefined && maySee(person, room) : user === person.user.id;
  }
}

const OUT_OF_QUOTA = 'your files take all the space that you have here';
