import { ClientError } from '@confab/client';
import type { ListedRoom, Restriction, Room, User } from '@confab/protocol';
import { type ReactNode, useEffect, useState } from 'react';
import { KeptTexts } from '../features/timeline/kept-texts.tsx';
import { useClient } from '../store/client-context.ts';
import { errorWords } from '../store/error-words.ts';
import { restrictionWords } from '../store/restriction-words.ts';
import { useRooms } from '../store/rooms-store.ts';
import { loadLater } from '../ui/load-later.tsx';
import { Mark } from '../ui/mark.tsx';
import { findRoomAt } from './find-room-at.ts';
import { LineBanner } from './line-banner.tsx';
import { useModeration } from './moderation-store.ts';
import { navigate } from './router.ts';

const roomPreview = loadLater(() => import('./room-preview.tsx'));

interface Props {
  slug: string;
  /** The message of the address. */
  message: string | undefined;
  me: User;
  /** The room, where one was in it until now: then coming back is one's own decision. */
  left: Room | undefined;
  onSignIn: () => void;
}

/** The sheet for the address of a room one isn't in: a public one is shown, else one learns that there is none. */
export function OutsideSheet({ slug, message, me, left, onSignIn }: Props): ReactNode {
  const client = useClient();
  const known = useRooms((store) => store.known);
  const [room, setRoom] = useState<ListedRoom>();
  const [problem, setProblem] = useState<unknown>();
  const told = useModeration((store) => store.bans[slug]);
  const ban = (problem instanceof ClientError && problem.about.restriction) || (left ? told : undefined);

  // Once inside, the room is among one's own, and its screen takes the place of this one.
  const join = (key: string) => client.room(key).join().catch(setProblem);
  useEffect(() => {
    if (!known || left) return;
    let current = true;
    Promise.all([findRoomAt(client.api, slug), roomPreview.preload().catch(() => undefined)]).then(
      ([found]) => current && setRoom(found),
      (error: unknown) => current && setProblem(error),
    );
    return () => {
      current = false;
    };
  }, [client, slug, known, left]);

  if (room && problem === undefined) {
    return (
      <roomPreview.View
        room={room}
        me={me}
        message={message}
        onJoin={() => join(room.id)}
        onProblem={setProblem}
        onSignIn={onSignIn}
      />
    );
  }
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
              <button type="button" className="btn ink" onClick={() => join(slug)}>
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
