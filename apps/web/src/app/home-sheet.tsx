import type { ReactNode } from 'react';
import { useClient } from '../store/client-context.ts';
import { useRooms } from '../store/rooms-store.ts';
import { Mark } from '../ui/mark.tsx';
import { usePhone } from '../ui/use-phone.ts';
import { openDialog } from './dialog-store.ts';
import { LineBanner } from './line-banner.tsx';
import { useLanding } from './use-landing.ts';

/** The sheet before a room is chosen; seldom seen, for home leads on. */
export function HomeSheet({ onSignIn }: { onSignIn: () => void }): ReactNode {
  const client = useClient();
  const nothing = useRooms((store) => store.known && store.rooms.length === 0);
  useLanding(client, usePhone());
  return (
    <main className="sheet" id="main" aria-label="No room" tabIndex={-1}>
      <header className="head" />
      <LineBanner onSignIn={onSignIn} />
      {nothing && (
        <div className="empty">
          <Mark size={44} />
          <h1>You’re in no room yet.</h1>
          <p>Look around, or make the first one.</p>
          <div className="acts">
            <button type="button" className="btn ink" onClick={() => openDialog('browse')}>
              Browse rooms
            </button>
            <button type="button" className="btn line" onClick={() => openDialog('create-room')}>
              New room
            </button>
          </div>
        </div>
      )}
    </main>
  );
}
