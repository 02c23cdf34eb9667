import type { ListedRoom } from '@confab/protocol';
import { type ReactNode, useEffect, useState } from 'react';
import { useClient } from '../store/client-context.ts';
import { errorWords } from '../store/error-words.ts';
import { useRooms } from '../store/rooms-store.ts';
import { countWords } from '../ui/count-words.ts';
import { Mark } from '../ui/mark.tsx';
import { LineBanner } from './line-banner.tsx';
import { navigate } from './router.ts';

/** The sheet for the address of a room one isn't in: join it, or learn that there is none. */
export function OutsideSheet({ slug, onSignIn }: { slug: string; onSignIn: () => void }): ReactNode {
  const client = useClient();
  const known = useRooms((store) => store.known);
  const [listed, setListed] = useState<ListedRoom | 'none'>();
  const [problem, setProblem] = useState('');

  useEffect(() => {
    if (!known) return;
    let current = true;
    client.api
      .rooms()
      .then((rooms) => current && setListed(rooms.find((room) => room.slug === slug || room.id === slug) ?? 'none'))
      .catch((error: unknown) => current && setProblem(errorWords(error)));
    return () => {
      current = false;
    };
  }, [client, known, slug]);

  const join = () => {
    client
      .room(slug)
      .join()
      .catch((error: unknown) => setProblem(errorWords(error)));
  };

  return (
    <main className="sheet" id="main" aria-label="Room" tabIndex={-1}>
      <header className="head" />
      <LineBanner onSignIn={onSignIn} />
      {(listed || problem) && (
        <div className="empty">
          <Mark size={44} />
          {listed === 'none' || !listed ? <NoRoom /> : <Invitation room={listed} onJoin={join} />}
          {problem && (
            <p className="err" role="alert">
              {problem}
            </p>
          )}
        </div>
      )}
    </main>
  );
}

function NoRoom(): ReactNode {
  return (
    <>
      <h1>There’s no room at this address.</h1>
      <p>It may have been renamed, or it isn’t open to you.</p>
      <div className="acts">
        <button type="button" className="btn line" onClick={() => navigate('/')}>
          Go to your rooms
        </button>
      </div>
    </>
  );
}

function Invitation({ room, onJoin }: { room: ListedRoom; onJoin: () => void }): ReactNode {
  return (
    <>
      <h1>You’re not in {room.name} yet.</h1>
      <p>
        {room.topic && `${room.topic}. `}
        {countWords(room.members, 'member')}. Joining lets you read everything from the first message.
      </p>
      <div className="acts">
        <button type="button" className="btn ink" onClick={onJoin}>
          Join {room.name}
        </button>
        <button type="button" className="btn line" onClick={() => navigate('/')}>
          Go to your rooms
        </button>
      </div>
    </>
  );
}
