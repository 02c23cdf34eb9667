import type { User } from '@confab/protocol';
import { Bot } from 'lucide-react';
import type { CSSProperties, ReactNode } from 'react';

/** What a presence dot can show. */
export type Presence = 'online' | 'away' | 'dnd' | 'offline';

const HUES = [350, 245, 300, 190, 55, 20, 100, 270, 150, 215, 80, 325] as const;

// Made once: making one takes longer than the rest of a row.
const CHARACTERS = new Intl.Segmenter();

/** Below this code unit every letter is a character of its own. */
const COMBINING = 0x300;

/** One of twelve hues, always the same for an id. */
export function hueOf(id: string): number {
  let hash = 0;
  for (let i = 0; i < id.length; i += 1) hash = (hash * 31 + id.charCodeAt(i)) | 0;
  return HUES[Math.abs(hash) % HUES.length] ?? HUES[0];
}

/** The first letters of a name's first and last word, or just one letter. */
export function initialsOf(name: string, max: 1 | 2 = 2): string {
  const words = name.trim().split(/\s+/);
  const first = firstCharacter(words[0] ?? '');
  const last = words.length > 1 && max === 2 ? firstCharacter(words.at(-1) ?? '') : '';
  return (first + last).toLocaleUpperCase();
}

function firstCharacter(word: string): string {
  // Where no accent can follow, the first letter is the character, and nothing has to be asked.
  if (word.charCodeAt(0) < COMBINING && !(word.charCodeAt(1) >= COMBINING)) return word.charAt(0);
  const [segment] = CHARACTERS.segment(word);
  return segment?.segment ?? '';
}

/** A person's leaf. `size` in px where it isn't the row's own; below 26 px one letter is shown. */
export function Avatar({ user, size, presence }: { user: User; size?: number; presence?: Presence }): ReactNode {
  const style = { '--h': hueOf(user.id), ...(size && { '--d': `${size}px` }) } as CSSProperties;
  return (
    <span className={user.kind === 'bot' ? 'av bot' : 'av'} style={style} aria-hidden="true">
      {user.kind === 'bot' ? <Bot className="i s" /> : initialsOf(user.name, size && size < 26 ? 1 : 2)}
      {user.avatar?.startsWith('/') && (
        // A picture that does not come leaves the initials. It is hidden, for only React may take it away.
        <img
          key={user.avatar}
          src={user.avatar}
          alt=""
          decoding="async"
          onError={({ currentTarget }) => {
            currentTarget.hidden = true;
          }}
        />
      )}
      {presence && <i className={`dot ${presence}`} />}
    </span>
  );
}
