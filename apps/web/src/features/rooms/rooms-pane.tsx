import { Compass, Plus, Search } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useRooms } from '../../store/rooms-store.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Mark } from '../../ui/mark.tsx';
import { RoomSection } from './room-section.tsx';
import { roomSections } from './room-sections.ts';
import './rooms.css';

interface Props {
  /** The name of the place. */
  name: string;
  /** The id of the room that is open. */
  current: string | undefined;
  onOpen: (slug: string) => void;
  /** The mouse is pressed on a room. Called with its id. */
  onPress: (id: string) => void;
  onFind: () => void;
  onBrowse: () => void;
  onCreate: () => void;
  /** Asks whom to write to. */
  onWrite: () => void;
  /** The row that leads to one's threads. */
  threads: ReactNode;
  /** The row of oneself. */
  self: ReactNode;
}

const APPLE = /Mac|iPhone|iPad/.test(navigator.platform);

/** The place, its rooms, oneself. */
export function RoomsPane({
  name,
  current,
  onOpen,
  onPress,
  onFind,
  onBrowse,
  onCreate,
  onWrite,
  threads,
  self,
}: Props): ReactNode {
  const rooms = useRooms((store) => store.rooms);
  const known = useRooms((store) => store.known);
  const me = useRooms((store) => store.user?.id ?? '');
  const { favourites, rooms: inRooms, direct } = useMemo(() => roomSections(rooms), [rooms]);
  const shared = { me, current, onOpen, onPress };
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
        {threads}
        {favourites.length > 0 && <RoomSection title="Favourites" rooms={favourites} {...shared} />}
        <RoomSection
          title="Rooms"
          rooms={inRooms}
          {...shared}
          action={<IconButton icon={Plus} label="New room" onClick={onCreate} />}
          last={
            <>
              {known && rooms.length === 0 && <p className="none">You’re in no room yet.</p>}
              <button type="button" className="row quiet" onClick={onBrowse}>
                <Compass className="i s" aria-hidden="true" />
                <span className="t">Browse rooms</span>
              </button>
            </>
          }
        />
        <RoomSection
          title="Direct"
          rooms={direct}
          {...shared}
          action={<IconButton icon={Plus} label="New message" onClick={onWrite} />}
        />
      </nav>
      {self}
    </aside>
  );
}
