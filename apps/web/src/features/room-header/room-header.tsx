import type { Room } from '@confab/protocol';
import { Lock, PanelLeft, PanelRight, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { useRoomView } from '../../store/room-view-store.ts';
import { countWords } from '../../ui/count-words.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { BackLink } from './back-link.tsx';
import './room-header.css';

interface Props {
  room: Room;
  roomsShown: boolean;
  onToggleRooms: () => void;
  peopleShown: boolean;
  onTogglePeople: () => void;
  /** Back to the rooms, where there is one pane only. */
  onBack: () => void;
  /** What leads to the pinned messages. */
  pins: ReactNode;
  /** The room's menu. */
  menu: ReactNode;
}

/** The room's name and topic, and what opens beside it. */
export function RoomHeader(props: Props): ReactNode {
  const { room, roomsShown, onToggleRooms, peopleShown, onTogglePeople, pins, menu } = props;
  const online = useRoomView(room.id, (view) => view.presence.length) ?? 0;
  // Nobody means that the room hasn't loaded: whoever sees it is in it.
  const people = online > 0 ? `${countWords(online, 'person', 'people')} online` : 'People';
  return (
    <header className="head">
      <IconButton
        icon={PanelLeft}
        flip
        label={roomsShown ? 'Hide rooms' : 'Show rooms'}
        className="no-phone"
        onClick={onToggleRooms}
      />
      <BackLink current={room.id} onBack={props.onBack} />
      <div className="tt">
        <h1>
          {room.name}
          {room.private && room.kind !== 'direct' && <Lock className="i xs" aria-label="private" />}
        </h1>
        <p title={room.topic}>
          <span className="no-phone">{room.topic}</span>
          <span className="only-phone">{online > 0 && people}</span>
        </p>
      </div>
      <div className="acts">
        {pins}
        <button
          type="button"
          className="btn bare sm no-phone"
          aria-label={people}
          title={people}
          onClick={onTogglePeople}
        >
          <Users className="i s" aria-hidden="true" />
          {online > 0 && <span className="num">{online}</span>}
        </button>
        <IconButton
          icon={PanelRight}
          flip
          label="Details"
          className="no-phone"
          aria-pressed={peopleShown}
          onClick={onTogglePeople}
        />
        {menu}
      </div>
    </header>
  );
}
