import { Smile } from 'lucide-react';
import { memo, type ReactNode, useRef, useState } from 'react';
import { IconButton } from '../../ui/icon-button.tsx';
import { loadLater } from '../../ui/load-later.tsx';

const emojiPicker = loadLater(() => import('../../ui/emoji-picker.tsx'));

/** Under the composer: picks an emoji for the text. Mount it anew for every draft, so that none goes into another. */
export const EmojiButton = memo(function EmojiButton({ onPick }: { onPick: (emoji: string) => void }): ReactNode {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const pick = (emoji: string) => {
    setOpen(false);
    onPick(emoji);
  };
  return (
    <>
      <IconButton
        ref={button}
        icon={Smile}
        label="Emoji"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      />
      {open && <emojiPicker.View anchor={button} onPick={pick} onClose={() => setOpen(false)} />}
    </>
  );
});
