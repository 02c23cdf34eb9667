import type { User } from '@confab/protocol';
import type { ReactNode } from 'react';
import { Avatar, type Presence } from '../../ui/avatar.tsx';

interface Props {
  id: string;
  roomName: string;
  people: readonly User[];
  query: string;
  selected: number;
  presenceOf: (user: User) => Presence;
  onPick: (user: User) => void;
}

/** The people an `@` can become. The composer keeps the focus and the keys. */
export function MentionList({ id, roomName, people, query, selected, presenceOf, onPick }: Props): ReactNode {
  return (
    <div className="suggest">
      <h3 id={`${id}-label`}>People in {roomName}</h3>
      <div role="listbox" id={id} aria-labelledby={`${id}-label`} tabIndex={-1}>
        {people.map((user, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the composer has the keys
          // biome-ignore lint/a11y/useFocusableInteractive: the composer has the focus, and names the active option
          <div
            key={user.id}
            id={`${id}-${index}`}
            className="opt"
            role="option"
            aria-selected={index === selected}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick(user)}
          >
            <Avatar user={user} presence={presenceOf(user)} />
            <span>{marked(user.name, query)}</span>
            {index === selected && (
              <span className="e" aria-hidden="true">
                <kbd>↵</kbd>
              </span>
            )}
          </div>
        ))}
      </div>
    </div>
  );
}

function marked(name: string, query: string): ReactNode {
  const lower = name.toLocaleLowerCase();
  const wanted = query.toLocaleLowerCase();
  const at = lower.startsWith(wanted) ? 0 : lower.indexOf(` ${wanted}`) + 1;
  if (wanted === '' || lower.length !== name.length || at < 0) return name;
  return (
    <>
      {name.slice(0, at)}
      <mark>{name.slice(at, at + wanted.length)}</mark>
      {name.slice(at + wanted.length)}
    </>
  );
}
