import { type Api, byName } from '@confab/client';
import type { ListedRoom } from '@confab/protocol';
import { Lock, Plus } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { errorWords } from '../../store/error-words.ts';
import { countWords } from '../../ui/count-words.ts';
import { Dialog } from '../../ui/dialog.tsx';
import './room-browser.css';
import { Problem } from '../../ui/problem.tsx';

interface Props {
  api: Api;
  join: (id: string) => Promise<void>;
  onOpen: (slug: string) => void;
  onCreate: () => void;
  onClose: () => void;
}

/** All rooms one may see: to look into, to join. */
export default function RoomBrowser({ api, join, onOpen, onCreate, onClose }: Props): ReactNode {
  const [rooms, setRooms] = useState<readonly ListedRoom[]>();
  const [query, setQuery] = useState('');
  const [problem, setProblem] = useState('');
  const [joining, setJoining] = useState<string>();

  useEffect(() => {
    let current = true;
    api
      .rooms()
      .then((all) => current && setRooms(all))
      .catch((error: unknown) => current && setProblem(errorWords(error)));
    return () => {
      current = false;
    };
  }, [api]);

  const enter = async (room: ListedRoom) => {
    setJoining(room.id);
    try {
      await join(room.id);
      onOpen(room.slug);
    } catch (error) {
      setProblem(errorWords(error));
      setJoining(undefined);
    }
  };

  const found = filterRooms(rooms ?? [], query);
  return (
    <Dialog title="Browse rooms" onClose={onClose} className="browser">
      <div className="inside">
        <input
          className="in"
          aria-label="Search rooms"
          placeholder="Search by name or topic"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <Problem words={problem} />
        <ul aria-label="Rooms here">
          {found.map((room) => (
            <li key={room.id} className="entry">
              <button type="button" className="room" onClick={() => onOpen(room.slug)}>
                <span>
                  <b>
                    {room.name}
                    {room.private && <Lock className="i xs" aria-label="private" />}
                  </b>
                  <small>
                    {countWords(room.members, 'member')}
                    {room.archived && ', archived'}
                    {room.topic && ` · ${room.topic}`}
                  </small>
                </span>
              </button>
              {room.joined ? (
                <small className="joined">Joined</small>
              ) : (
                <button
                  type="button"
                  className="btn line sm"
                  aria-label={`Join ${room.name}`}
                  disabled={joining !== undefined}
                  onClick={() => enter(room)}
                >
                  Join
                </button>
              )}
            </li>
          ))}
          {rooms && found.length === 0 && <li className="nothing">Nothing matches “{query}”. Try fewer words.</li>}
        </ul>
        <div className="acts">
          <button type="button" className="btn bare" onClick={onCreate}>
            <Plus className="i s" aria-hidden="true" />
            New room
          </button>
        </div>
      </div>
    </Dialog>
  );
}

function filterRooms(rooms: readonly ListedRoom[], query: string): ListedRoom[] {
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const text = (room: ListedRoom) => `${room.name} ${room.topic}`.toLocaleLowerCase();
  return rooms
    .filter((room) => words.every((word) => text(room).includes(word)))
    .sort((a, b) => Number(a.archived) - Number(b.archived) || byName(a, b));
}
