import type { PresentMember, Room, User } from '@confab/protocol';
import { X } from 'lucide-react';
import { memo, type ReactNode, useEffect, useRef } from 'react';
import { useRoomView } from '../../store/room-view-store.ts';
import { Avatar, type Presence } from '../../ui/avatar.tsx';
import { fullDate } from '../../ui/clock-time.ts';
import { countWords } from '../../ui/count-words.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { memberSections } from './member-sections.ts';
import { useMembers } from './use-members.ts';
import './members.css';

interface Props {
  room: Room;
  /** The reader's user id. */
  me: string;
  /** Lies over the conversation: takes the focus, and Escape closes it. */
  over: boolean;
  onClose: () => void;
  /** What one can do about somebody, at the end of their row. */
  menuOf: (user: User) => ReactNode;
}

const NOBODY: readonly PresentMember[] = [];

/** What a room is and who is in it. */
export function MembersPane({ room, me, over, onClose, menuOf }: Props): ReactNode {
  const present = useRoomView(room.id, (view) => view.presence) ?? NOBODY;
  const members = useMembers(room.id, present);
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (over) close.current?.focus();
  }, [over]);
  // Where everybody is a guest, saying so at each name says nothing.
  const mixed = members.some(({ kind }) => kind === 'person');
  return (
    <aside className="people" aria-label="People" onKeyDown={(event) => over && event.key === 'Escape' && onClose()}>
      <div className="phead">
        <h2>About {room.name}</h2>
        <IconButton ref={close} icon={X} label="Close details" onClick={onClose} />
      </div>
      <div className="facts">
        <p>{factsOf(room, members.length)}</p>
        {room.topic && <p>{room.topic}</p>}
      </div>
      {memberSections(present, members).map(({ presence, title, users }) => (
        <section key={presence}>
          <div className="sec">
            <h3>{title}</h3>
            <span>{users.length}</span>
          </div>
          <ul>
            {users.map((user) => (
              <Person
                key={user.id}
                user={user}
                presence={presence}
                tag={tagOf(user, user.id === me, mixed)}
                menuOf={user.id === me ? undefined : menuOf}
              />
            ))}
          </ul>
        </section>
      ))}
    </aside>
  );
}

const WORDS: Record<Presence, string> = {
  online: 'online',
  away: 'away',
  dnd: 'do not disturb',
  offline: 'offline',
};

interface PersonProps {
  user: User;
  presence: Presence;
  tag: string | undefined;
  menuOf: Props['menuOf'] | undefined;
}

const Person = memo(function Person({ user, presence, tag, menuOf }: PersonProps): ReactNode {
  return (
    <li className={`person ${presence}`} title={user.name}>
      <Avatar user={user} presence={presence} />
      <span className="t">
        {user.name}
        <span className="vh">, {WORDS[presence]}</span>
      </span>
      {tag && <span className="tag">{tag}</span>}
      {menuOf?.(user)}
    </li>
  );
});

function tagOf(user: User, you: boolean, mixed: boolean): string | undefined {
  if (you) return 'You';
  if (user.kind === 'bot') return 'Bot';
  return mixed && user.kind === 'guest' ? 'Guest' : undefined;
}

function factsOf(room: Room, members: number): string {
  const who = room.private ? 'Private: only its members see it.' : 'Open to everyone here.';
  const since = `Started on ${fullDate(room.createdAt)}.`;
  return members > 0 ? `${who} ${since} ${countWords(members, 'member')}.` : `${who} ${since}`;
}
