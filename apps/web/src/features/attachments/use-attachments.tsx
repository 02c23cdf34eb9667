import type { Attachment } from '@confab/protocol';
import { type ClipboardEvent, type ReactNode, type RefObject, useCallback, useMemo } from 'react';
import { useClient } from '../../store/client-context.ts';
import { notify } from '../../store/notices.ts';
import { AttachButton } from './attach-button.tsx';
import { isTextPaste, transferredFiles } from './transferred-files.ts';
import { holdWords } from './upload.ts';
import { UploadChips } from './upload-chips.tsx';
import { attachFiles } from './upload-queue.ts';
import { useUploads, writeUploads } from './uploads-store.ts';

/** The files of a draft, as a composer shows and sends them. */
export interface Attachments {
  button: ReactNode;
  chips: ReactNode;
  /** The files that go with the message. */
  ready: readonly Attachment[];
  /** Why the message has to wait for them, in words. */
  hold: string | undefined;
  /** Attaches what was dropped. */
  take: (data: DataTransfer | null) => void;
  /** Attaches pasted files. Text is left to the field. */
  onPaste: (event: ClipboardEvent) => void;
  /** The message has gone out. */
  clear: () => void;
}

/**
 * @param draftKey what the files belong to; they stay with it while another draft is on the screen
 * @param room the id of the room that the message will be posted to
 * @param field where its text is written: the focus goes there, so that Enter sends
 */
export function useAttachments(
  draftKey: string,
  room: string,
  field: RefObject<HTMLTextAreaElement | null>,
): Attachments {
  const client = useClient();
  const uploads = useUploads(draftKey);
  const focus = useCallback(() => field.current?.focus(), [field]);
  const add = useCallback(
    (files: readonly File[]) => {
      attachFiles(client, draftKey, room, files);
      focus();
    },
    [client, draftKey, focus, room],
  );
  const take = useCallback(
    (data: DataTransfer | null) => {
      const { files, folders } = transferredFiles(data);
      if (folders > 0) notify('Folders can’t be attached. Make an archive of it first.');
      if (files.length > 0) add(files);
    },
    [add],
  );
  const onPaste = useCallback(
    (event: ClipboardEvent) => {
      const { clipboardData } = event;
      if (!clipboardData.types.includes('Files') || isTextPaste(clipboardData)) return;
      event.preventDefault();
      take(clipboardData);
    },
    [take],
  );
  const clear = useCallback(() => writeUploads(draftKey, []), [draftKey]);
  return useMemo(
    () => ({
      // Anew for every draft: files chosen for one must not go to another.
      button: <AttachButton key={`attach ${draftKey}`} onPick={add} />,
      chips: uploads.length > 0 && <UploadChips draftKey={draftKey} uploads={uploads} onRemoved={focus} />,
      ready: uploads.flatMap((upload) => (upload.state === 'ready' ? [upload.file] : [])),
      hold: holdWords(uploads),
      take,
      onPaste,
      clear,
    }),
    [add, clear, draftKey, focus, onPaste, take, uploads],
  );
}
