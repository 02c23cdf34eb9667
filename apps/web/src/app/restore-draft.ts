import type { OutboxEntry } from '@confab/client';
import { readDraft, writeDraft } from '../store/drafts.ts';

/**
 * Gives a message that was refused back to its composer; false where that holds another text.
 * @param restoreFiles puts its files back
 */
export function restoreDraft(
  draftKey: string,
  { body, replyTo, attachments = [] }: OutboxEntry,
  restoreFiles: (files: NonNullable<OutboxEntry['attachments']>) => void,
): boolean {
  if (readDraft(draftKey).text.trim() !== '') return false;
  writeDraft(draftKey, replyTo ? { text: body, replyTo } : { text: body });
  restoreFiles(attachments);
  return true;
}
