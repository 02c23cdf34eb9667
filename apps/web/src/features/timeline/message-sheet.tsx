import type { Message } from '@confab/protocol';
import { SmilePlus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { EMOJI } from '../../ui/emoji-list.ts';
import { MenuItem } from '../../ui/menu-item.tsx';
import { actionsFor, toggleReaction } from './message-actions.ts';
import { useTimeline } from './timeline-context.ts';

/** How many emoji fit into the sheet's first line, beside the button for the others. */
const QUICK = 6;

/** What one can do with a message, on a touch screen. */
export default function MessageSheet({ message, onClose }: { message: Message; onClose: () => void }): ReactNode {
  const timeline = useTimeline();
  const [all, setAll] = useState(false);
  const then = (run: () => void) => () => {
    onClose();
    // After the sheet has given the focus back, or it would take it from what opens.
    setTimeout(run);
  };
  return (
    <Dialog title={`Message of ${message.author.name}`} onClose={onClose} className="sheet-menu" bare>
      {timeline.writable && (
        <ul className="quick">
          {(all ? EMOJI : EMOJI.slice(0, QUICK)).map(({ emoji, name }) => (
            <li key={emoji}>
              <button type="button" aria-label={name} onClick={then(() => toggleReaction(message, emoji, timeline))}>
                {emoji}
              </button>
            </li>
          ))}
          {!all && (
            <li>
              <button type="button" aria-label="More emoji" onClick={() => setAll(true)}>
                <SmilePlus className="i" aria-hidden="true" />
              </button>
            </li>
          )}
        </ul>
      )}
      <div role="menu" aria-label="Message actions">
        {actionsFor(message, timeline).map(({ label, icon, flip, danger, run }) => (
          <MenuItem key={label} icon={icon} flip={flip ?? false} danger={danger ?? false} onSelect={then(run)}>
            {label}
          </MenuItem>
        ))}
      </div>
    </Dialog>
  );
}
