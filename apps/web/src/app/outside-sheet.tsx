import { ClientError } from '@confab/client';
import { type ReactNode, useEffect, useState } from 'react';
import { useClient } from '../store/client-context.ts';
import { errorWords } from '../store/error-words.ts';
import { useRooms } from '../store/rooms-store.ts';
import { Mark } from '../ui/mark.tsx';
import { LineBanner } from './line-banner.tsx';
import { navigate } from './router.ts';

/** The sheet for the address of a room one isn't in: an open room is entered, else one learns that there is none. */
export function OutsideSheet({ slug, onSignIn }: { slug: string; onSignIn: () => void }): ReactNode {
  const client = useClient();
  const known = useRooms((store) => store.known);
  const [problem, setProblem] = useState<unknown>();

  useEffect(() => {
    if (!known) return;
    let current = true;
    // Once inside, the room is among one's own, and its screen takes the place of this one.
    client
      .room(slug)
      .join()
      .catch((error: unknown) => current && setProblem(error));
    return () => {
      current = false;
    };
  }, [client, known, slug]);

  return (
    <main className="sheet" id="main" aria-label="Room" tabIndex={-1}>
      <header className="head" />
      <LineBanner onSignIn={onSignIn} />
      {problem !== undefined && (
        <div className="empty" role="alert">
          <Mark size={44} />
          <h1>{isMissing(problem) ? 'There’s no room at this address.' : 'This room didn’t open.'}</h1>
          <p>{isMissing(problem) ? 'It may have been renamed, or it isn’t open to you.' : errorWords(problem)}</p>
          <div className="acts">
            <button type="button" className="btn line" onClick={() => navigate('/')}>
              Go to your rooms
            </button>
          </div>
        </div>
      )}
    </main>
  );
}

function isMissing(problem: unknown): boolean {
  return problem instanceof ClientError && problem.code === 'room_not_found';
}
