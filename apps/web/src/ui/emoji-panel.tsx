import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { EmojiGrid } from './emoji-grid.tsx';
import type { EmojiGroup } from './emoji-table.ts';
import { isComposing } from './is-composing.ts';
import { stepInGrids } from './step-in-grids.ts';
import { useEmojiGroups } from './use-emoji-groups.ts';
import { rememberEmoji } from './used-emoji.ts';
import './emoji-panel.css';

const ARROWS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'];

/** Every emoji, with a search field; Enter takes the first. Fills the height of what it stands in. */
export default function EmojiPanel({ onPick }: { onPick: (emoji: string) => void }): ReactNode {
  const [query, setQuery] = useState('');
  const panel = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const { groups, first } = useEmojiGroups(query);
  const found = groups[0]?.entries.length ?? 0;

  useEffect(() => {
    // Not into the field where nobody has put it there: on a touch screen that calls the keyboard over the emoji.
    if (!panel.current?.contains(document.activeElement)) panel.current?.focus();
  }, []);

  const pick = (emoji: string | undefined) => {
    if (!emoji) return;
    rememberEmoji(emoji);
    onPick(emoji);
  };

  const onClick = ({ target }: MouseEvent) => {
    if (target instanceof Element) pick(target.closest('button')?.value);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const buttons = [...(panel.current?.querySelectorAll('button') ?? [])];
    const now = document.activeElement instanceof HTMLButtonElement ? buttons.indexOf(document.activeElement) : -1;
    if (now >= 0 && ARROWS.includes(event.key)) {
      const next = stepInGrids(sizesOf(groups), columnsOf(panel.current), now, event.key);
      if (next === now && event.key === 'ArrowUp') field.current?.focus();
      else buttons[next]?.focus();
    } else if (now < 0 && event.key === 'ArrowDown') buttons[0]?.focus();
    else if (now < 0 && event.key === 'Enter') pick(first()?.emoji);
    else {
      // Whoever goes on typing goes on searching: the key is the field's as soon as that has the focus.
      if (isTyping(event)) field.current?.focus();
      return;
    }
    event.preventDefault();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: clicks and keys are those of the buttons inside
    <div ref={panel} className="emoji-panel" tabIndex={-1} data-first onClick={onClick} onKeyDown={onKeyDown}>
      <input
        ref={field}
        className="in"
        aria-label="Search emoji"
        placeholder="Search emoji"
        autoComplete="off"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          scroller.current?.scrollTo(0, 0);
        }}
      />
      <p role="status" className={found > 0 ? 'vh' : ''}>
        {query.trim() && (found > 0 ? `${found} found` : `Nothing matches “${query.trim()}”. Try fewer words.`)}
      </p>
      <div ref={scroller} className="scroll">
        {found > 0 && groups.map((group) => <EmojiGrid key={group.title} group={group} />)}
      </div>
    </div>
  );
}

function sizesOf(groups: readonly EmojiGroup[]): number[] {
  return groups.map(({ entries }) => entries.length);
}

function columnsOf(panel: HTMLElement | null): number {
  const grid = panel?.querySelector('ul');
  return grid ? getComputedStyle(grid).gridTemplateColumns.split(' ').length : 1;
}

// The space bar presses the button that it finds focused.
function isTyping({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return ((key.length === 1 && key !== ' ') || key === 'Backspace') && !ctrlKey && !metaKey && !altKey;
}
