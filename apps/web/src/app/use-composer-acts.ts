import type { Message } from '@confab/protocol';
import { type RefObject, useMemo } from 'react';
import type { MessageActs } from '../features/timeline/timeline-context.ts';
import { draftKey, readDraft, writeDraft } from '../store/drafts.ts';
import { restoreDraft } from './restore-draft.ts';
import { openThread } from './side.ts';

interface Place {
  /** The reader's user id. */
  me: string;
  room: { id: string; slug: string };
  /** The root of the thread that the composer writes to; without one, the room. */
  root?: string;
  field: RefObject<HTMLTextAreaElement | null>;
  /** Whether the composer is there to take a text back. */
  writable: boolean;
}

/** What a composer does for the messages above it. */
export function useComposerActs({
  me,
  room: { id, slug },
  root,
  field,
  writable,
}: Place): Pick<MessageActs, 'focusComposer' | 'reply' | 'restore'> {
  return useMemo(() => {
    const focusComposer = () => field.current?.focus();
    const reply = (message: Message) => {
      const draft = draftKey(me, root ?? id);
      writeDraft(draft, { ...readDraft(draft), replyTo: message.id });
      focusComposer();
    };
    const restore: MessageActs['restore'] = (entry) => {
      const restored = restoreDraft(me, id, entry);
      if (!restored) return false;
      // A reply that stands in the room as well is written in its thread.
      if (entry.thread === root) focusComposer();
      else if (entry.thread !== undefined) openThread(slug, entry.thread);
      return true;
    };
    return { focusComposer, reply, restore: writable ? restore : undefined };
  }, [me, id, slug, root, field, writable]);
}
