import type { ReactNode, RefObject } from 'react';
import { createPortal } from 'react-dom';
import { Dialog } from './dialog.tsx';
import EmojiPanel from './emoji-panel.tsx';
import { Popover } from './popover.tsx';
import { useTouch } from './use-touch.ts';

interface Props {
  anchor: RefObject<HTMLElement | null>;
  onPick: (emoji: string) => void;
  onClose: () => void;
}

const TITLE = 'Choose an emoji';

/** Every emoji, beside the button that asks for one; on a touch screen a sheet at the lower edge. */
export default function EmojiPicker({ anchor, onPick, onClose }: Props): ReactNode {
  if (useTouch()) {
    // Out of the message, whose looks and clicks are not the sheet's.
    return createPortal(
      <Dialog title={TITLE} onClose={onClose} className="sheet-menu" bare>
        <div className="emoji">
          <EmojiPanel onPick={onPick} />
        </div>
      </Dialog>,
      document.body,
    );
  }
  return (
    <Popover anchor={anchor} onClose={onClose} label={TITLE} className="emoji">
      <EmojiPanel onPick={onPick} />
    </Popover>
  );
}
