import { readFile, rename, stat, utimes, writeFile } from 'node:fs/promises';
import { databasePath } from './database-path.ts';

/** What the file beside the database remembers of the database. */
interface LifeRecord {
  /** The starts that the database may say it was last opened by. */
  boots: string[];
  /** How many changes all rooms had seen, at least. */
  changes: number;
  /** The database file's inode. */
  inode: string;
}

/** The file `<database>.life`. */
export class LifeFile {
  private readonly database: string;
  private readonly file: string;

  /** @param url `file:` and an absolute path */
  constructor(url: string) {
    this.database = databasePath(url);
    this.file = `${this.database}.life`;
  }

  /** The inode of the database file: stays when it is moved or written, differs in a copy. */
  async inode(): Promise<string> {
    return String((await stat(this.database, { bigint: true })).ino);
  }

  /** What was last written, or undefined where that is missing, damaged or itself a copy. */
  async read(): Promise<LifeRecord | undefined> {
    try {
      const [text, { mtimeMs }] = await Promise.all([readFile(this.file, 'utf8'), stat(this.file)]);
      const { boots, changes, inode, writtenAt }: Partial<LifeRecord & { writtenAt: number }> = JSON.parse(text);
      if (mtimeMs !== writtenAt || !Array.isArray(boots)) return undefined;
      return { boots, changes: Number(changes), inode: String(inode) };
    } catch {
      return undefined;
    }
  }

  /**
   * Replaces the file in one step. Its time of change is set to the whole second that it names inside, which a plain
   * copy over an existing file doesn't keep. Not synced: a power loss may bring back an older version, which at worst
   * means a new life.
   * @param now Unix milliseconds
   */
  async write(record: LifeRecord, now: number): Promise<void> {
    const writtenAt = now - (now % 1_000);
    const draft = `${this.file}.new`;
    await writeFile(draft, JSON.stringify({ ...record, writtenAt }));
    await utimes(draft, writtenAt / 1_000, writtenAt / 1_000);
    await rename(draft, this.file);
  }
}
