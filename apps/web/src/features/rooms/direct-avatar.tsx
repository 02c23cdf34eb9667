import type { RoomSummary } from '@confab/protocol';
import type { ReactNode } from 'react';
import { othersIn } from '../../store/name-rooms.ts';
import { Avatar, type Presence } from '../../ui/avatar.tsx';

const SIZE = 22;
const WORDS: Record<Presence, string> = { online: 'online', away: 'away', dnd: 'do not disturb', offline: 'offline' };

/** Who a direct room is with: one with their presence, two of several, or oneself. */
export function DirectAvatar({ room, me }: { room: RoomSummary; me: string }): ReactNode {
  const [first, second] = othersIn(room, me);
  if (first && second) {
    return (
      <span className="stack">
        <Avatar user={first} size={SIZE} />
        <Avatar user={second} size={SIZE} />
      </span>
    );
  }
  const own = room.people?.find(({ id }) => id === me);
  if (!first) return own && <Avatar user={own} size={SIZE} />;
  const presence = room.present?.find(({ id }) => id === first.id)?.status ?? 'offline';
  return (
    <>
      <Avatar user={first} size={SIZE} presence={presence} />
      <span className="vh">{WORDS[presence]}: </span>
    </>
  );
}
