import type { Attachment } from '@confab/protocol';
import { create } from 'zustand';
import { noteSending, readCut } from './cut-uploads.ts';
import type { Upload, UploadState } from './upload.ts';

/** A file that is uploaded, as it is kept. */
interface Stored {
  file: Attachment;
  /** Unix ms. */
  at: number;
}

/** The part of `Storage` that is used here. */
type UploadStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const HOUR_MS = 60 * 60 * 1_000;
/** The server forgets a file that was never sent after a day; so much less is kept here. */
const SPARE_MS = HOUR_MS;
const KEPT_MS = 24 * HOUR_MS - SPARE_MS;
const NONE: readonly Upload[] = [];
/** What the name of a draft's files in the storage ends in. */
const SUFFIX = '.files';

const uploads = create<Record<string, readonly Upload[]>>()(() => ({}));

/** The files of a draft, kept up to date. */
export function useUploads(draftKey: string): readonly Upload[] {
  return uploads((all) => all[draftKey]) ?? restore(draftKey);
}

/** The files of a draft now. */
export function readUploads(draftKey: string): readonly Upload[] {
  return uploads.getState()[draftKey] ?? restore(draftKey);
}

/** Replaces the files of a draft. Those that are uploaded survive a reload, of the others it says that they were cut off. */
export function writeUploads(draftKey: string, next: readonly Upload[]): void {
  uploads.setState({ [draftKey]: next });
  noteSending(draftKey, next);
  const ready = next.flatMap((upload): Stored[] =>
    upload.state === 'ready' ? [{ file: upload.file, at: upload.at }] : [],
  );
  try {
    if (ready.length === 0) storage()?.removeItem(nameOf(draftKey));
    else storage()?.setItem(nameOf(draftKey), JSON.stringify(ready));
  } catch {
    // They stay in memory and on the screen.
  }
}

/** Changes the state of one file, where it is still there. */
export function updateUpload(draftKey: string, key: string, state: UploadState): void {
  const next = readUploads(draftKey).map((upload) => {
    const { name, size, type, source } = upload;
    return upload.key === key ? { key, name, size, type, ...(source && { source }), ...state } : upload;
  });
  writeUploads(draftKey, next);
}

/** Leaves only what is on the server with its draft, and nothing of the files on this computer. */
export function keepUploaded(): void {
  for (const [draftKey, list] of Object.entries(uploads.getState())) {
    const ready = list.flatMap((upload) => (upload.state === 'ready' ? [readyUpload(upload.file, upload.at)] : []));
    writeUploads(draftKey, ready);
  }
}

/**
 * Takes over what another tab does to the files of a draft: what is sent or taken off there is gone here, what is attached
 * there is here, too. Files on their way stay as they are. Call once.
 * @param page where the browser tells of it, as it does to all tabs but the one that wrote
 */
export function followUploads(page: Pick<EventTarget, 'addEventListener'>): void {
  page.addEventListener('storage', (event) => {
    const { key, oldValue, newValue } = event as StorageEvent;
    if (!key?.endsWith(SUFFIX)) return;
    const draftKey = key.slice(0, -SUFFIX.length);
    const now = parse(newValue);
    const gone = parse(oldValue).filter(({ file }) => !now.some((one) => one.file.id === file.id));
    const mine = readUploads(draftKey);
    const kept = mine.filter((upload) => !gone.some(({ file }) => isFile(upload, file.id)));
    const added = now.filter(({ file }) => !mine.some((upload) => isFile(upload, file.id)));
    uploads.setState({ [draftKey]: [...kept, ...added.map(({ file, at }) => readyUpload(file, at))] });
  });
}

/**
 * Has the browser ask before the page is left while files are on their way. Call once.
 * @param page hears of being left. It listens only then: a page that does is not kept for Back.
 */
export function guardUploads(page: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>): void {
  const ask = (event: Event) => event.preventDefault();
  uploads.subscribe((all) => {
    const sends = Object.values(all).some((list) => list.some(({ state }) => state === 'sending'));
    if (sends) page.addEventListener('beforeunload', ask);
    else page.removeEventListener('beforeunload', ask);
  });
}

function isFile(upload: Upload, id: string): boolean {
  return upload.state === 'ready' && upload.file.id === id;
}

/** A file that is on the server already. @param at since when, Unix ms */
export function readyUpload(file: Attachment, at: number = Date.now()): Upload {
  const { id, name, size, type } = file;
  return { key: id, name, size, type, state: 'ready', file, at };
}

/** Reads what an earlier visit left; the same list every time. */
function restore(draftKey: string): readonly Upload[] {
  const known = restored.get(draftKey);
  if (known) return known;
  const ready = parse(storage()?.getItem(nameOf(draftKey)) ?? null).map(({ file, at }) => readyUpload(file, at));
  const files = [...ready, ...readCut(draftKey)];
  const list = files.length > 0 ? files : NONE;
  restored.set(draftKey, list);
  return list;
}

const restored = new Map<string, readonly Upload[]>();

function parse(stored: string | null): Stored[] {
  try {
    const files = JSON.parse(stored ?? '[]') as Partial<Stored>[];
    return files.filter((one): one is Stored => one.file?.id !== undefined && isKept(one.at));
  } catch {
    return [];
  }
}

// One from the future was written before the clock was set back: beyond the spare hour it may be gone.
function isKept(at = 0): boolean {
  const age = Date.now() - at;
  return age > -SPARE_MS && age < KEPT_MS;
}

function nameOf(draftKey: string): string {
  return draftKey + SUFFIX;
}

function storage(): UploadStorage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}
