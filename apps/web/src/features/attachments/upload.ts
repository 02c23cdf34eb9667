import type { Attachment } from '@confab/protocol';

/** A file that is being attached to a draft. */
export type Upload = {
  /** Its own among all of this page. */
  key: string;
  name: string;
  /** Bytes. */
  size: number;
  type: string;
  /** The file as it lies on this computer, for a preview; unknown after a reload and in other tabs. */
  source?: File;
} & UploadState;

export type UploadState =
  /** `sent`: how much of it has gone out, 0 to 1. */
  | { state: 'sending'; sent: number }
  /** `at`: when the server got it, Unix ms. */
  | { state: 'ready'; file: Attachment; at: number }
  /** `again`: whether another try may help. */
  | { state: 'failed'; problem: string; again: boolean };

/** Why a draft cannot be sent yet; undefined where its files are all there. */
export function holdWords(uploads: readonly Upload[]): string | undefined {
  const failed = uploads.filter(({ state }) => state === 'failed').length;
  const sending = uploads.filter(({ state }) => state === 'sending').length;
  if (sending > 0) return sending === 1 ? 'Uploading a file…' : `Uploading ${sending} files…`;
  if (failed > 0) return failed === 1 ? 'One file can’t go along' : `${failed} files can’t go along`;
  return undefined;
}
