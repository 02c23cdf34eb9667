import type { OutboxEntry } from '@confab/client';
import { readUploads, readyUpload, writeUploads } from '../features/attachments/uploads-store.ts';
import { readDraft, writeDraft } from '../store/drafts.ts';

/** Gives a message that was refused back to its composer, with its files; false where that holds another text. */
export function restoreDraft(draftKey: string, { body, replyTo, attachments = [] }: OutboxEntry): boolean {
  if (readDraft(draftKey).text.trim() !== '') return false;
  writeDraft(draftKey, replyTo ? { text: body, replyTo } : { text: body });
  writeUploads(draftKey, [...readUploads(draftKey), ...attachments.map(readyUpload)]);
  return true;
}
