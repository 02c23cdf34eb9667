import { rm } from 'node:fs/promises';
import type { FileStore } from './file-store.ts';

/** How long a file waits for the message that it was uploaded for, and bytes for somebody to know them; ms. */
const PATIENCE_MS = 24 * 60 * 60 * 1_000;

/** Uploads that one round forgets at most: the next is an hour away. */
const UNSENT_AT_ONCE = 10_000;

/** What is known of files, elsewhere. */
interface KnownFiles {
  unsentBefore(time: number, limit: number): Promise<string[]>;
  known(ids: readonly string[]): Promise<Set<string>>;
}

export interface OrphanOptions {
  store: Pick<FileStore, 'folders' | 'remove'>;
  directory: KnownFiles;
  /** Forgets files that no message carries. */
  forget(files: string[]): Promise<unknown>;
}

/** What was collected. */
export interface Collected {
  /** Uploads that were never sent. */
  unsent: number;
  /** Files on disk that nobody knows. */
  unknown: number;
}

/**
 * Removes what is left over: uploads that no message took, and bytes that a crash, a deleted room or a restored backup
 * left without a row. Files of messages are never touched; where their bytes are gone a backup may bring them back.
 * @param now Unix ms
 * @param stop ends it early: what is left then waits for the next time
 */
export async function collectOrphans(
  { store, directory, forget }: OrphanOptions,
  now: number,
  stop?: AbortSignal,
): Promise<Collected> {
  const unsent = await directory.unsentBefore(now - PATIENCE_MS, UNSENT_AT_ONCE);
  if (unsent.length > 0) await forget(unsent);
  // One may have been sent in this very moment.
  const kept = await directory.known(unsent);
  const gone = unsent.filter((id) => !kept.has(id));
  for (const id of gone) if (!stop?.aborted) await store.remove(id);
  let unknown = 0;
  for await (const folder of store.folders()) {
    if (stop?.aborted) break;
    const old = folder.filter(({ writtenAt }) => writtenAt < now - PATIENCE_MS);
    if (old.length === 0) continue;
    const known = await directory.known(old.map(({ id }) => id));
    for (const { id, paths } of old) {
      if (known.has(id)) continue;
      for (const path of paths) await rm(path, { force: true });
      unknown += paths.length;
    }
  }
  return { unsent: gone.length, unknown };
}
