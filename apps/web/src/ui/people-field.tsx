import type { User } from '@confab/protocol';
import { X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useState } from 'react';
import { Avatar, type Presence } from './avatar.tsx';
import { isComposing } from './is-composing.ts';
import './people-field.css';

/** Somebody who can be picked. */
export interface Candidate {
  user: User;
  status: Presence;
  /** Why they can't be picked, in a word or two. */
  taken?: string;
}

interface Props {
  label: string;
  placeholder: string;
  picked: readonly User[];
  onChange: (picked: readonly User[]) => void;
  /** People by a part of their name; the empty text finds some to begin with. */
  find: (text: string) => Promise<readonly Candidate[]>;
  /** How many may be picked. */
  max: number;
  /** Somebody is being looked for and not picked yet, or no longer. */
  onLooking?: (looking: boolean) => void;
}

/** Picks people by name: those picked stand in the field, those found under it. Arrows, Enter and Backspace do it too. */
export function PeopleField({ label, placeholder, picked, onChange, find, max, onLooking }: Props): ReactNode {
  const id = useId();
  const [text, setText] = useState('');
  const { found, failed } = useFound(find, text);
  const [at, setAt] = useState(0);
  const options = found.filter(({ user }) => !picked.some((one) => one.id === user.id));
  // Where everybody is a guest, saying so at each name says nothing.
  const mixed = found.some(({ user }) => user.kind === 'person');
  const full = picked.length >= max;
  const active = Math.min(at, options.length - 1);

  const type = (next: string) => {
    setText(next);
    setAt(0);
    onLooking?.(next.trim() !== '');
  };
  const pick = (candidate: Candidate | undefined) => {
    if (!candidate || candidate.taken || full) return;
    onChange([...picked, candidate.user]);
    type('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setAt((active + (event.key === 'ArrowDown' ? 1 : -1) + options.length) % Math.max(1, options.length));
    } else if (event.key === 'Enter' && text !== '') {
      event.preventDefault();
      pick(options[active]);
    } else if (event.key === 'Backspace' && text === '' && picked.length > 0) {
      onChange(picked.slice(0, -1));
    }
  };

  return (
    <div className="pick">
      <div className="in chips">
        {picked.map((user) => (
          <button
            key={user.id}
            type="button"
            className="chip"
            aria-label={`Take ${user.name} out`}
            onClick={() => onChange(picked.filter((one) => one !== user))}
          >
            <Avatar user={user} size={20} />
            <span>{user.name}</span>
            <X className="i xs" aria-hidden="true" />
          </button>
        ))}
        <input
          role="combobox"
          aria-label={label}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={options[active] ? `${id}-${options[active].user.id}` : undefined}
          autoComplete="off"
          placeholder={picked.length === 0 ? placeholder : ''}
          value={text}
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className="found" role="listbox" id={`${id}-list`} aria-label="People found">
        {options.map((candidate, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys, as a combobox does
          <div
            key={candidate.user.id}
            id={`${id}-${candidate.user.id}`}
            className="opt"
            role="option"
            tabIndex={-1}
            aria-selected={i === active}
            aria-disabled={candidate.taken !== undefined || full}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => pick(candidate)}
          >
            <Avatar user={candidate.user} presence={candidate.status} />
            <span className="t">{candidate.user.name}</span>
            <span className="e">{candidate.taken ?? kindOf(candidate.user, mixed)}</span>
          </div>
        ))}
      </div>
      {failed && <p className="err">The server didn’t answer.</p>}
      {!failed && options.length === 0 && (picked.length === 0 || text !== '') && (
        <p className="nothing">{text === '' ? 'Nobody else is here yet.' : `Nobody here is called “${text}”.`}</p>
      )}
    </div>
  );
}

function kindOf({ kind }: User, mixed: boolean): string {
  if (kind === 'bot') return 'Bot';
  return mixed && kind === 'guest' ? 'Guest' : '';
}

/** Who was found for the text as it stands; the last answer stays until the next is there. */
function useFound(find: Props['find'], text: string) {
  const [result, setResult] = useState<{ found: readonly Candidate[]; failed: boolean }>({ found: [], failed: false });
  useEffect(() => {
    let current = true;
    find(text.trim())
      .then((found) => current && setResult({ found, failed: false }))
      .catch(() => current && setResult({ found: [], failed: true }));
    return () => {
      current = false;
    };
  }, [find, text]);
  return result;
}
