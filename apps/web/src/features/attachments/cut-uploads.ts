import type { Upload } from './upload.ts';

/** What the name of a draft's files that are on their way ends in. */
const SUFFIX = '.uploading';

type Named = Pick<Upload, 'name' | 'size' | 'type'>;

/**
 * Notes which files of a draft are on their way, so that a page that is loaded again can say what was cut off. Of this tab
 * alone: in another one they may still run.
 */
export function noteSending(draftKey: string, uploads: readonly Upload[]): void {
  const sending = uploads.flatMap(({ state, name, size, type }): Named[] =>
    state === 'sending' ? [{ name, size, type }] : [],
  );
  const kept = storage();
  try {
    if (sending.length === 0) kept?.removeItem(draftKey + SUFFIX);
    else kept?.setItem(draftKey + SUFFIX, JSON.stringify(sending));
  } catch {
    // Then nobody hears of it after a reload, as the browser has asked before.
  }
}

/** The files that were on their way when this tab was left; to be attached again, for their bytes are gone. */
export function readCut(draftKey: string): Upload[] {
  try {
    const files = JSON.parse(storage()?.getItem(draftKey + SUFFIX) ?? '[]') as Partial<Named>[];
    return files.map(({ name = '', size = 0, type = '' }, index) => {
      const problem = 'The page was left before it was there. Attach it again.';
      return { key: `cut-${index}`, name, size, type, state: 'failed', problem, again: false };
    });
  } catch {
    return [];
  }
}

function storage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | undefined {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined;
  }
}
