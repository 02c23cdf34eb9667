import type { Message } from '@confab/protocol';
import { SmilePlus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { EMOJI } from '../../ui/emoji-list.ts';
import { loadLater } from '../../ui/load-later.tsx';
import { MenuItem } from '../../ui/menu-item.tsx';
import { actionsFor, toggleReaction } from './message-actions.ts';
import { useTimeline } from './timeline-context.ts';

/** How many emoji fit into the sheet's first line, beside the button for the others. */
const QUICK = 6;

const emojiPanel = loadLater(() => import('../../ui/emoji-panel.tsx'));

/** What one can do with a message, on a touch screen. */
export default function MessageSheet({ message, onClose }: { message: Message; onClose: () => void }): ReactNode {
  const timeline = useTimeline();
  const [all, setAll] = useState(false);
  const then = (run: () => void) => () => {
    onClose();
    // After the sheet has given the focus back, or it would take it from what opens.
    setTimeout(run);
  };
  const react = (emoji: string) => then(() => toggleReaction(message, emoji, timeline));
  return (
    <Dialog title={`Message of ${message.author.name}`} onClose={onClose} className="sheet-menu" bare>
      {all ? (
        <div className="emoji">
          <emojiPanel.View onPick={(emoji) => react(emoji)()} />
        </div>
      ) : (
        <>
          {timeline.writable && <QuickEmoji react={react} onMore={() => setAll(true)} />}
          <div role="menu" aria-label="Message actions">
            {actionsFor(message, timeline).map(({ label, icon, flip, danger, run }) => (
              <MenuItem key={label} icon={icon} flip={flip ?? false} danger={danger ?? false} onSelect={then(run)}>
                {label}
              </MenuItem>
            ))}
          </div>
        </>
      )}
    </Dialog>
  );
}

interface QuickProps {
  /** What reacts with an emoji. */
  react: (emoji: string) => () => void;
  onMore: () => void;
}

function QuickEmoji({ react, onMore }: QuickProps): ReactNode {
  return (
    <ul className="quick">
      {EMOJI.slice(0, QUICK).map(({ emoji, name }) => (
        <li key={emoji}>
          <button type="button" aria-label={name} onClick={react(emoji)}>
            {emoji}
          </button>
        </li>
      ))}
      <li>
        <button type="button" aria-label="More emoji" onClick={onMore}>
          <SmilePlus className="i" aria-hidden="true" />
        </button>
      </li>
    </ul>
  );
}
