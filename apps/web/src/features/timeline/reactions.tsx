import type { Message, Reaction } from '@confab/protocol';
import { SmilePlus } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { emojiName } from '../../ui/emoji-list.ts';
import { loadLater } from '../../ui/load-later.tsx';
import { toggleReaction } from './message-actions.ts';
import { isOwnReaction, useOwnReactions } from './own-reactions.ts';
import { useTimeline } from './timeline-context.ts';

const emojiPicker = loadLater(() => import('../../ui/emoji-picker.tsx'));

/** The reactions under a message, each a switch of one's own. */
export function Reactions({ message, reactions }: { message: Message; reactions: readonly Reaction[] }): ReactNode {
  const timeline = useTimeline();
  useOwnReactions(message, timeline.me.id);
  const anchor = useRef<HTMLButtonElement>(null);
  const [picking, setPicking] = useState(false);
  const pick = (emoji: string) => {
    setPicking(false);
    toggleReaction(message, emoji, timeline);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a wrapping row everywhere
    <div className="rx" role="group" aria-label="Reactions">
      {reactions.map((reaction) => {
        const mine = isOwnReaction(reaction, message.id, timeline.me.id);
        const name = `${emojiName(reaction.emoji)}: ${reaction.count}${mine ? ', including you' : ''}`;
        return (
          <button
            key={reaction.emoji}
            type="button"
            aria-pressed={mine}
            aria-label={name}
            disabled={!timeline.writable}
            title={whoReacted(reaction, timeline.people)}
            onClick={() => toggleReaction(message, reaction.emoji, timeline)}
          >
            <span>{reaction.emoji}</span>
            {reaction.count}
          </button>
        );
      })}
      {timeline.writable && (
        <button
          ref={anchor}
          type="button"
          className="add"
          aria-label="Add reaction"
          aria-haspopup="dialog"
          aria-expanded={picking}
          onClick={() => setPicking(!picking)}
        >
          <SmilePlus className="i xs" aria-hidden="true" />
        </button>
      )}
      {picking && <emojiPicker.View anchor={anchor} onPick={pick} onClose={() => setPicking(false)} />}
    </div>
  );
}

/** “Ines, Jonas and 3 more”. */
function whoReacted(reaction: Reaction, people: readonly { id: string; name: string }[]): string {
  const names = reaction.users.flatMap((id) => people.find((person) => person.id === id)?.name ?? []);
  const others = reaction.count - names.length;
  if (others > 0) return names.length > 0 ? `${names.join(', ')} and ${others} more` : '';
  return names.join(', ');
}
