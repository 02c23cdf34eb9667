import type { RoomSummary } from '@confab/protocol';
import { Link } from 'lucide-react';
import type { ReactNode } from 'react';
import { Mark } from '../ui/mark.tsx';
import { copyLink } from './copy-link.ts';
import { roomPath } from './routes.ts';

/** What stands in a room in which nothing has been said. */
export function EmptyRoom({ room, me }: { room: RoomSummary; me: string }): ReactNode {
  if (room.kind === 'direct') return <EmptyDirectRoom room={room} />;
  const who = room.private ? 'Only its members see it' : 'Anyone here can find it and read from the first message';
  return (
    <div className="empty">
      <Mark size={44} />
      <h2>It’s quiet in {room.name}.</h2>
      <p>
        {room.owner === me ? `You made this room. ${who}, so start wherever you like.` : 'Start wherever you like.'}
      </p>
      <div className="acts">
        <button type="button" className="btn line" onClick={() => copyLink(roomPath(room.slug))}>
          <Link className="i s" aria-hidden="true" />
          Copy link
        </button>
      </div>
    </div>
  );
}

function EmptyDirectRoom({ room }: { room: RoomSummary }): ReactNode {
  const alone = room.people?.length === 1;
  return (
    <div className="empty">
      <Mark size={44} />
      <h2>{alone ? 'A place for your notes.' : `You and ${room.name}.`}</h2>
      <p>
        {alone
          ? 'Only you see what you write here.'
          : 'Only the people in it see what is said here. They hear of it with your first message.'}
      </p>
    </div>
  );
}
