import { type CSSProperties, memo, type ReactNode, useId } from 'react';
import type { EmojiGroup } from './emoji-table.ts';

/** A group of emoji under its heading. The buttons have the emoji as their value; the panel hears the clicks. */
export const EmojiGrid = memo(function EmojiGrid({ group }: { group: EmojiGroup }): ReactNode {
  const heading = useId();
  const size: CSSProperties & { '--size': number } = { '--size': group.entries.length };
  return (
    <section style={size}>
      <h3 id={heading}>{group.title}</h3>
      <ul aria-labelledby={heading}>
        {group.entries.map(({ emoji, name }) => (
          <li key={emoji}>
            <button type="button" value={emoji} aria-label={name} title={name}>
              {emoji}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
});
