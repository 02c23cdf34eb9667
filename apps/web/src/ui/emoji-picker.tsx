import { type KeyboardEvent, type ReactNode, type RefObject, useRef, useState } from 'react';
import { findEmoji } from './emoji-list.ts';
import { isComposing } from './is-composing.ts';
import { Popover } from './popover.tsx';

interface Props {
  anchor: RefObject<HTMLElement | null>;
  onPick: (emoji: string) => void;
  onClose: () => void;
}

/** A small choice of emoji with a search field; Enter takes the first. */
export default function EmojiPicker({ anchor, onPick, onClose }: Props): ReactNode {
  const [query, setQuery] = useState('');
  const grid = useRef<HTMLUListElement>(null);
  const found = findEmoji(query);

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const buttons = [...(grid.current?.querySelectorAll('button') ?? [])];
    const now = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const step = stepOf(event.key, grid.current);
    if (event.key === 'Enter' && now < 0 && found[0]) onPick(found[0].emoji);
    else if (!step || (now < 0 && event.key !== 'ArrowDown')) return;
    else if (now < 0) buttons[0]?.focus();
    else buttons[Math.max(0, Math.min(now + step, buttons.length - 1))]?.focus();
    event.preventDefault();
  };

  return (
    <Popover anchor={anchor} onClose={onClose} label="Choose an emoji" className="emoji">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys move between the buttons inside */}
      <div onKeyDown={onKeyDown}>
        <input
          className="in"
          aria-label="Search emoji"
          placeholder="Search emoji"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <ul ref={grid} aria-label="Emoji">
          {found.map(({ emoji, name }) => (
            <li key={emoji}>
              <button type="button" aria-label={name} title={name} onClick={() => onPick(emoji)}>
                {emoji}
              </button>
            </li>
          ))}
        </ul>
        {found.length === 0 && <p>Nothing matches “{query}”.</p>}
      </div>
    </Popover>
  );
}

function stepOf(key: string, grid: HTMLElement | null): number {
  const columns = grid ? getComputedStyle(grid).gridTemplateColumns.split(' ').length : 1;
  return { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[key] ?? 0;
}
