import type { RoomSummary } from '@confab/protocol';
import type { ReactNode } from 'react';
import { RoomRow } from './room-row.tsx';

interface Props {
  title: string;
  rooms: readonly RoomSummary[];
  /** The reader's user id. */
  me: string;
  /** The id of the room that is open. */
  current: string | undefined;
  onOpen: (slug: string) => void;
  onPress: (id: string) => void;
  /** The button in its head. */
  action?: ReactNode;
  /** A line under the rooms. */
  last?: ReactNode;
}

/** Rooms of one sort, under a heading. */
export function RoomSection({ title, rooms, me, current, onOpen, onPress, action, last }: Props): ReactNode {
  return (
    <>
      <div className="sec">
        <h3>{title}</h3>
        {action}
      </div>
      <ul aria-label={title}>
        {rooms.map((room) => (
          <li key={room.id}>
            <RoomRow room={room} me={me} current={room.id === current} onOpen={onOpen} onPress={onPress} />
          </li>
        ))}
        {last && <li>{last}</li>}
      </ul>
    </>
  );
}
