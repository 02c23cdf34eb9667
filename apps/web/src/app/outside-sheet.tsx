import { ClientError } from '@confab/client';
import type { Restriction, Room } from '@confab/protocol';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { KeptTexts } from '../features/timeline/kept-texts.tsx';
import { useClient } from '../store/client-context.ts';
import { errorWords } from '../store/error-words.ts';
import { restrictionWords } from '../store/restriction-words.ts';
import { useRooms } from '../store/rooms-store.ts';
import { Mark } from '../ui/mark.tsx';
import { LineBanner } from './line-banner.tsx';
import { useModeration } from './moderation-store.ts';
import { navigate } from './router.ts';

interface Props {
  slug: string;
  /** The room, where one was in it until now: then coming back is one's own decision. */
  left: Room | undefined;
  onSignIn: () => void;
}

/** The sheet for the address of a room one isn't in: an open room is entered, else one learns that there is none. */
export function OutsideSheet({ slug, left, onSignIn }: Props): ReactNode {
  const client = useClient();
  const known = useRooms((store) => store.known);
  const [problem, setProblem] = useState<unknown>();
  const told = useModeration((store) => store.bans[slug]);
  const ban = (problem instanceof ClientError && problem.about.restriction) || (left ? told : undefined);

  // Once inside, the room is among one's own, and its screen takes the place of this one.
  const join = useCallback(() => {
    client.room(slug).join().catch(setProblem);
  }, [client, slug]);
  useEffect(() => {
    if (known && !left) join();
  }, [join, known, left]);

  return (
    <main className="sheet" id="main" aria-label="Room" tabIndex={-1}>
      <header className="head" />
      <LineBanner onSignIn={onSignIn} />
      {(problem !== undefined || left !== undefined) && (
        <div className="empty" role="alert">
          <Mark size={44} />
          <h1>{titleOf(problem, ban)}</h1>
          <p>{textOf(problem, ban, left)}</p>
          <div className="acts">
            {!isMissing(problem) && !ban && !left?.private && (
              <button type="button" className="btn ink" onClick={join}>
                Join again
              </button>
            )}
            <button type="button" className="btn line" onClick={() => navigate('/')}>
              Go to your rooms
            </button>
          </div>
          <KeptTexts />
        </div>
      )}
    </main>
  );
}

function titleOf(problem: unknown, ban: Restriction | undefined): string {
  if (ban) return 'You can’t enter this room.';
  if (problem === undefined) return 'You’re no longer in this room.';
  return isMissing(problem) ? 'There’s no room at this address.' : 'This room didn’t open.';
}

function textOf(problem: unknown, ban: Restriction | undefined, left: Room | undefined): string {
  if (ban) return restrictionWords(ban);
  if (problem === undefined) {
    const how = 'You left it in another window, or somebody ended your access.';
    return left?.private ? `${how} It’s private: only its members can let you in again.` : how;
  }
  return isMissing(problem) ? 'It may have been renamed, or it isn’t open to you.' : errorWords(problem);
}

function isMissing(problem: unknown): boolean {
  return problem instanceof ClientError && problem.code === 'room_not_found';
}
