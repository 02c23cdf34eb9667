import { Compass, Plus, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { useRooms } from '../../store/rooms-store.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Mark } from '../../ui/mark.tsx';
import { RoomRow } from './room-row.tsx';
import './rooms.css';

interface Props {
  /** The name of the place. */
  name: string;
  /** The id of the room that is open. */
  current: string | undefined;
  onOpen: (slug: string) => void;
  onFind: () => void;
  onBrowse: () => void;
  onCreate: () => void;
  /** The row of oneself. */
  self: ReactNode;
}

const APPLE = /Mac|iPhone|iPad/.test(navigator.platform);

/** The place, its rooms, oneself. */
export function RoomsPane({ name, current, onOpen, onFind, onBrowse, onCreate, self }: Props): ReactNode {
  const rooms = useRooms((store) => store.rooms);
  const known = useRooms((store) => store.known);
  return (
    <aside className="rooms" aria-label="Your rooms">
      <header className="place">
        <Mark size={24} />
        <h2>{name}</h2>
      </header>
      <button
        type="button"
        className="jump"
        aria-label="Find anything"
        aria-keyshortcuts="Meta+K Control+K"
        onClick={onFind}
      >
        <Search className="i s" aria-hidden="true" />
        <span>Find anything</span>
        <kbd>{APPLE ? '⌘K' : 'Ctrl K'}</kbd>
      </button>
      <nav aria-label="Rooms">
        <div className="sec">
          <h3>Rooms</h3>
          <IconButton icon={Plus} label="New room" onClick={onCreate} />
        </div>
        {known && rooms.length === 0 && <p className="none">You’re in no room yet.</p>}
        <ul>
          {rooms.map((room) => (
            <li key={room.id}>
              <RoomRow room={room} current={room.id === current} onOpen={onOpen} />
            </li>
          ))}
          <li>
            <button type="button" className="row quiet" onClick={onBrowse}>
              <Compass className="i s" aria-hidden="true" />
              <span className="t">Browse rooms</span>
            </button>
          </li>
        </ul>
      </nav>
      {self}
    </aside>
  );
}
