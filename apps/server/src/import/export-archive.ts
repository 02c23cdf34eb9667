import { basename } from 'node:path';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { ImportError } from './import-error.ts';

const MEBIBYTE = 1024 * 1024;

/** What an export may hold. Above any real one, below what would hurt. */
const ARCHIVE_LIMITS = {
  entries: 200_000,
  /** Bytes of one JSON file, unpacked. It is in memory whole. */
  jsonBytes: 64 * MEBIBYTE,
  /** Bytes of all JSON files, unpacked. */
  totalBytes: 4096 * MEBIBYTE,
  /** Unpacked bytes for each packed one, for files of more than 1 MiB. Chat comes to about 10, a bomb to 1,000. */
  ratio: 250,
} as const;

/** What some tools add to a zip by themselves. */
const LITTER = /(^|\/)(__MACOSX\/|\.DS_Store$)/;

/**
 * The JSON files of a zip. Sizes are what the archive declares until a file is read; then one that holds more than it
 * declared is an error as well.
 */
export class ExportArchive {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
    /** Files that are no JSON, such as uploads. */
    readonly otherFiles: number,
  ) {}

  /**
   * Opens a zip and checks its table of contents.
   * @throws ImportError where it is no zip, climbs out of its folder, or is beyond the limits
   */
  static async open(file: string): Promise<ExportArchive> {
    const zip = await openZip(file);
    try {
      if (zip.entryCount > ARCHIVE_LIMITS.entries) {
        throw new ImportError(`The zip has ${zip.entryCount} entries; at most ${ARCHIVE_LIMITS.entries} are read.`);
      }
      const all = await listFiles(zip);
      const json = all.filter(({ fileName }) => fileName.endsWith('.json'));
      assertPlausible(json, zip.fileSize);
      const root = rootOf(json.map(({ fileName }) => fileName));
      const entries = json
        .filter(({ fileName }) => fileName.startsWith(root))
        .map((entry): [string, Entry] => [entry.fileName.slice(root.length), entry]);
      return new ExportArchive(zip, new Map(entries), all.length - json.length);
    } catch (error) {
      zip.close();
      throw error;
    }
  }

  /** The names of the JSON files, relative to the folder that holds users.json. */
  get names(): string[] {
    return [...this.entries.keys()];
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /**
   * Reads one JSON file.
   * @throws ImportError that names the file
   */
  async readJson(name: string): Promise<unknown> {
    const entry = this.entries.get(name);
    if (!entry) throw new ImportError(`The export has no ${name}.`);
    const bytes = await this.readBytes(name, entry);
    try {
      return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    } catch (error) {
      throw new ImportError(`${name} is not valid JSON: ${reason(error)}`, { cause: error });
    }
  }

  close(): void {
    this.zip.close();
  }

  private async readBytes(name: string, entry: Entry): Promise<Buffer> {
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of await this.zip.openReadStreamPromise(entry)) chunks.push(chunk);
      return Buffer.concat(chunks);
    } catch (error) {
      throw new ImportError(`${name} cannot be unpacked: ${reason(error)}`, { cause: error });
    }
  }
}

async function openZip(file: string): Promise<ZipFile> {
  try {
    return await openPromise(file, { lazyEntries: true, autoClose: false, validateEntrySizes: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new ImportError(`There is no file ${file}.`);
    if (code === 'EISDIR') throw new ImportError(`${file} is a folder; the import reads the zip as Slack made it.`);
    throw new ImportError(`${basename(file)} is not a zip file, or only a part of one: ${reason(error)}`, {
      cause: error,
    });
  }
}

async function listFiles(zip: ZipFile): Promise<Entry[]> {
  const files: Entry[] = [];
  try {
    // The names come checked: yauzl refuses absolute paths and those that climb out with "..".
    for await (const entry of zip.eachEntry()) {
      if (!entry.fileName.endsWith('/') && !LITTER.test(entry.fileName)) files.push(entry);
    }
  } catch (error) {
    throw new ImportError(`The zip is damaged or not safe to read: ${reason(error)}`, { cause: error });
  }
  return files;
}

function assertPlausible(entries: readonly Entry[], fileSize: number): void {
  let packed = 0;
  let unpacked = 0;
  for (const { fileName, compressedSize, uncompressedSize } of entries) {
    packed += compressedSize;
    unpacked += uncompressedSize;
    if (uncompressedSize > ARCHIVE_LIMITS.jsonBytes) {
      throw new ImportError(
        `${fileName} is ${mebibytes(uncompressedSize)}; at most ${mebibytes(ARCHIVE_LIMITS.jsonBytes)} are read.`,
      );
    }
    if (uncompressedSize > MEBIBYTE && uncompressedSize > compressedSize * ARCHIVE_LIMITS.ratio) {
      throw new ImportError(
        `${fileName} unpacks to more than ${ARCHIVE_LIMITS.ratio} times its size: this looks like a zip bomb.`,
      );
    }
  }
  if (packed > fileSize) throw new ImportError('The entries of the zip overlap: this looks like a zip bomb.');
  if (unpacked > ARCHIVE_LIMITS.totalBytes) {
    throw new ImportError(
      `The export unpacks to ${mebibytes(unpacked)}; at most ${mebibytes(ARCHIVE_LIMITS.totalBytes)} are read.`,
    );
  }
}

// People unpack an export, look at it and zip the folder again: then everything lies one folder down.
function rootOf(names: readonly string[]): string {
  if (names.includes('users.json')) return '';
  const inFolder = names.filter((name) => /^[^/]+\/users\.json$/.test(name));
  return inFolder.length === 1 ? String(inFolder[0]).slice(0, -'users.json'.length) : '';
}

function mebibytes(bytes: number): string {
  return `${Math.ceil(bytes / MEBIBYTE)} MiB`;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
