import { LIMITS } from '@confab/protocol';
import type { Change } from '../log/operation.ts';

/** One encoded message of the page. */
export interface PageEntry {
  seq: number;
  rev: number;
  json: string;
}

/**
 * The newest messages of a room, encoded, so that opening it asks no database. Loaded at the first need and kept up
 * to date by the room's changes from then on.
 */
export class NewestPage {
  private entries: PageEntry[] | undefined;
  private encodedEntries: Buffer | undefined;
  private loading: Promise<void> | undefined;
  /** Changes whenever what is being read may be out of date. */
  private edition = 0;
  /** The changes that came while the page was being read. */
  private meanwhile: Change[] = [];

  constructor(private readonly read: (limit: number) => Promise<PageEntry[]>) {}

  /** Makes the page present. Afterwards `current` does not throw until `drop`. */
  load(): Promise<void> {
    if (this.entries) return Promise.resolve();
    this.loading ??= this.readCurrent()
      .then((entries) => {
        this.entries = entries;
        // What was read may be older or newer than what came meanwhile: the higher rev wins.
        for (const change of this.meanwhile.splice(0)) this.apply(change);
      })
      .finally(() => {
        this.loading = undefined;
        this.meanwhile = [];
      });
    return this.loading;
  }

  get loaded(): boolean {
    return this.entries !== undefined;
  }

  /** By ascending `seq`. */
  get current(): readonly PageEntry[] {
    if (!this.entries) throw new Error('the page is not loaded');
    return this.entries;
  }

  /** `current` as a JSON array in UTF-8; put together once for all who come between two changes. */
  get encoded(): Buffer {
    this.encodedEntries ??= Buffer.from(`[${this.current.map((entry) => entry.json).join(',')}]`);
    return this.encodedEntries;
  }

  /** Forgets the page; the next `load` reads it again. */
  drop(): void {
    this.entries = undefined;
    this.encodedEntries = undefined;
  }

  /** Forgets the page where this user wrote on it: they are called or look otherwise now. */
  forgetAuthor(user: string): void {
    this.edition += 1;
    if (this.entries?.some(({ json }) => json.includes(`"author":{"id":"${user}"`))) this.drop();
  }

  private async readCurrent(): Promise<PageEntry[]> {
    let edition: number;
    let entries: PageEntry[];
    do {
      edition = this.edition;
      entries = await this.read(LIMITS.page);
    } while (edition !== this.edition);
    return entries;
  }

  apply(change: Change): void {
    if (!this.entries) {
      if (this.loading) this.meanwhile.push(change);
      return;
    }
    this.encodedEntries = undefined;
    const entry = { seq: change.seq, rev: change.rev, json: change.json };
    const last = this.entries.at(-1);
    if (!last || change.seq > last.seq) {
      this.entries.push(entry);
      if (this.entries.length > LIMITS.page) this.entries.shift();
      return;
    }
    const i = change.seq - (this.entries[0]?.seq ?? 0);
    const known = this.entries[i];
    if (known && known.seq === change.seq && known.rev < change.rev) this.entries[i] = entry;
  }
}
