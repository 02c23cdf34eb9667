import type { Message } from '@confab/protocol';
import { SmilePlus } from 'lucide-react';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { IconButton } from '../../ui/icon-button.tsx';
import { loadLater } from '../../ui/load-later.tsx';
import { actionsFor, toggleReaction } from './message-actions.ts';
import { useTimeline } from './timeline-context.ts';

/** What stays free above the toolbar where the row begins above the view, px. */
const INSIDE = 4;

const emojiPicker = loadLater(() => import('../../ui/emoji-picker.tsx'));

interface Props {
  message: Message;
  picking: boolean;
  setPicking: (open: boolean) => void;
}

/** What one can do with a message, shown while it is under the pointer or has the focus. */
export function MessageToolbar({ message, picking, setPicking }: Props): ReactNode {
  const timeline = useTimeline();
  const anchor = useRef<HTMLButtonElement>(null);
  const bar = useRef<HTMLDivElement>(null);
  const [down, setDown] = useState(0);
  const pick = (emoji: string) => {
    setPicking(false);
    toggleReaction(message, emoji, timeline);
  };

  // It stands on the row's upper edge; at the top of the view that would cut it off.
  useLayoutEffect(() => {
    const view = bar.current?.closest('.scroll');
    if (!bar.current || !view) return;
    const hidden = view.getBoundingClientRect().top - bar.current.getBoundingClientRect().top;
    if (hidden > 0) setDown(hidden + INSIDE);
  }, []);

  return (
    <div ref={bar} className="bar" style={{ translate: `0 ${down}px` }} role="toolbar" aria-label="Message actions">
      {timeline.writable && (
        <IconButton
          ref={anchor}
          icon={SmilePlus}
          label="React"
          aria-haspopup="dialog"
          aria-expanded={picking}
          onClick={() => setPicking(!picking)}
        />
      )}
      {actionsFor(message, timeline).map(({ label, icon, flip, run }) => (
        <IconButton key={label} icon={icon} label={label} flip={flip ?? false} onClick={run} />
      ))}
      {picking && <emojiPicker.View anchor={anchor} onPick={pick} onClose={() => setPicking(false)} />}
    </div>
  );
}
