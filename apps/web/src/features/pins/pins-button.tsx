import { Pin } from 'lucide-react';
import type { ReactNode } from 'react';
import { countWords } from '../../ui/count-words.ts';

interface Props {
  count: number;
  open: boolean;
  onToggle: () => void;
}

/** In a room's head: how many messages are pinned; nothing where none is. */
export function PinsButton({ count, open, onToggle }: Props): ReactNode {
  if (count === 0) return null;
  const words = countWords(count, 'pinned message');
  return (
    <button
      type="button"
      className="btn bare sm no-phone"
      aria-label={words}
      aria-pressed={open}
      title={words}
      onClick={onToggle}
    >
      <Pin className="i s" aria-hidden="true" />
      <span className="num">{count}</span>
    </button>
  );
}
