import type { Message } from '@confab/protocol';
import { type RefObject, useMemo } from 'react';
import type { MessageActs } from '../features/timeline/timeline-context.ts';
import { readDraft, writeDraft } from '../store/drafts.ts';
import { restoreDraft } from './restore-draft.ts';

/**
 * What a composer does for the messages above it.
 * @param draft what its text is kept under
 * @param writable whether it is there to take a text back
 */
export function useComposerActs(
  draft: string,
  field: RefObject<HTMLTextAreaElement | null>,
  writable: boolean,
): Pick<MessageActs, 'focusComposer' | 'reply' | 'restore'> {
  return useMemo(() => {
    const focusComposer = () => field.current?.focus();
    const reply = (message: Message) => {
      writeDraft(draft, { ...readDraft(draft), replyTo: message.id });
      focusComposer();
    };
    const restore: MessageActs['restore'] = (entry) => {
      const restored = restoreDraft(draft, entry);
      if (restored) focusComposer();
      return restored;
    };
    return { focusComposer, reply, restore: writable ? restore : undefined };
  }, [draft, field, writable]);
}
