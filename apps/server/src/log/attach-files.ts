import type { Attachment } from '@confab/protocol';
import type { BatchState } from './batch-state.ts';
import type { PostOperation } from './operation.ts';

/**
 * Gives a post the files that it names.
 * @returns undefined where one isn't there for it: unknown, somebody else's, of another room, or in a message already
 */
export function attachFiles(state: BatchState, op: PostOperation): Attachment[] | undefined {
  if (op.attachments.length === 0) return [];
  const files = op.attachments.flatMap((id) => state.files.get(id) ?? []);
  const fit = files.every((file) => file.user === op.author.id && file.room === op.room && file.message === undefined);
  if (!fit || files.length < op.attachments.length) return undefined;
  for (const file of files) file.message = op.id;
  state.attachedFiles.push(...files);
  return files.map((file) => file.attachment);
}
