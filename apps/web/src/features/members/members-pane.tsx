import type { PresentMember, Room, RoomRole, User } from '@confab/protocol';
import { UserPlus, X } from 'lucide-react';
import { memo, type ReactNode, type RefObject } from 'react';
import { lookAlikes } from '../../store/look-alikes.ts';
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
  /** Lies over the conversation: Escape closes it. */
  over: boolean;
  /** The button that closes it. */
  close: RefObject<HTMLButtonElement | null>;
  onClose: () => void;
  /** What one can do about somebody, at the end of their row. */
  menuOf: (user: User, role: RoomRole | undefined) => ReactNode;
  /** Asks whom to let in; undefined where one may not. */
  onAdd: (() => void) | undefined;
}

const NOBODY: readonly PresentMember[] = [];

/** What a room is and who is in it. Mount it anew for every room. */
export function MembersPane({ room, me, over, close, onClose, menuOf, onAdd }: Props): ReactNode {
  const present = useRoomView(room.id, (view) => view.presence) ?? NOBODY;
  const { users: members, roles, statusTexts } = useMembers(room.id, present);
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
        {onAdd && (
          <button type="button" className="row" onClick={onAdd}>
            <UserPlus className="i s" aria-hidden="true" />
            <span className="t">Add people</span>
          </button>
        )}
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
                statusText={statusTexts.get(user.id)}
                tag={tagOf(user, mixed, roles.get(user.id))}
                you={user.id === me}
                alike={lookAlikes(members, me).get(user.id)}
                role={roles.get(user.id)}
                menuOf={menuOf}
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
  /** What they say about themselves, as far as that is known. */
  statusText: string | undefined;
  /** What they are here. */
  tag: string | undefined;
  /** It is the reader: there is nothing to do about oneself. */
  you: boolean;
  /** Whom they could be taken for. */
  alike: string | undefined;
  role: RoomRole | undefined;
  menuOf: Props['menuOf'];
}

const Person = memo(function Person(props: PersonProps): ReactNode {
  const { user, presence, statusText, tag, you, alike, role, menuOf } = props;
  return (
    <li className={`person ${presence}`} title={user.name}>
      <Avatar user={user} presence={presence} />
      <span className="t">
        {user.name}
        <span className="vh">, {WORDS[presence]}</span>
        {alike && <small className="alike">{alike}</small>}
        {statusText && <small title={statusText}>{statusText}</small>}
      </span>
      {you && <span className="tag">You</span>}
      {tag && <span className="tag">{tag}</span>}
      {!you && menuOf(user, role)}
    </li>
  );
});

const ROLES: Record<RoomRole, string | undefined> = { owner: 'Owner', moderator: 'Mod', member: undefined };

function tagOf(user: User, mixed: boolean, role: RoomRole = 'member'): string | undefined {
  if (ROLES[role]) return ROLES[role];
  if (user.kind === 'bot') return 'Bot';
  return mixed && user.kind === 'guest' ? 'Guest' : undefined;
}

function factsOf(room: Room, members: number): string {
  const since = `Started on ${fullDate(room.createdAt)}.`;
  if (room.kind === 'direct') return `Only the people in it see it. ${since}`;
  const who = room.private ? 'Private: only its members see it.' : 'Open to everyone here.';
  return members > 0 ? `${who} ${since} ${countWords(members, 'member')}.` : `${who} ${since}`;
}
