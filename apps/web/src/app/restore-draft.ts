import type { OutboxEntry } from '@confab/client';
import { readUploads, readyUpload, writeUploads } from '../features/attachments/uploads-store.ts';
import { draftKey, readDraft, writeDraft } from '../store/drafts.ts';

/**
 * Gives a message that was refused back to where it was written, its room or its thread, with its files.
 * @returns false where another message is being written there
 */
export function restoreDraft(me: string, roomId: string, entry: OutboxEntry): boolean {
  const { body, replyTo, toRoom, attachments = [] } = entry;
  const key = draftKey(me, entry.thread ?? roomId);
  if (readDraft(key).text.trim() !== '' || readUploads(key).length > 0) return false;
  writeDraft(key, { text: body, ...(replyTo && { replyTo }), ...(toRoom && { toRoom }) });
  writeUploads(
    key,
    attachments.map((file) => readyUpload(file, entry.at)),
  );
  return true;
}
