import type { RoomSummary, User } from '@confab/protocol';
import { type ReactNode, useEffect, useRef } from 'react';
import { useLineWatch } from '../features/connection-banner/line-trouble-store.ts';
import { useClient } from '../store/client-context.ts';
import { findRoom, useRoomAt, useRooms } from '../store/rooms-store.ts';
import { loadLater } from '../ui/load-later.tsx';
import { closeAll } from './close-all.ts';
import { Dialogs } from './dialogs.tsx';
import { HomeSheet } from './home-sheet.tsx';
import { InviteSheet } from './invite-sheet.tsx';
import { ModerationDialogs } from './moderation-dialogs.tsx';
import { OutsideSheet } from './outside-sheet.tsx';
import { usePanes, usePeoplePlace } from './panes-store.ts';
import { RoomScreen } from './room-screen.tsx';
import { useRoute } from './router.ts';
import { useSide } from './side.ts';
import { Sidebar } from './sidebar.tsx';
import { useDocumentTitle } from './use-document-title.ts';
import { useLineHints } from './use-line-hints.ts';
import { useNotifications } from './use-notifications.ts';
import { usePermalink } from './use-permalink.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useTypingAnywhere } from './use-typing-anywhere.ts';

const threadsSheet = loadLater(() => import('./threads-sheet.tsx'));

/** The three panes, for somebody who is signed in. */
export default function Shell({ me, onSignOut }: { me: User; onSignOut: () => void }): ReactNode {
  const client = useClient();
  const route = useRoute();
  const slug = route.name === 'room' ? route.slug : undefined;
  const room = useRoomAt(slug);
  const user = useRooms((store) => store.user) ?? me;
  const status = useRooms((store) => store.status);
  const roomsShown = usePanes((panes) => panes.rooms);
  const people = usePeoplePlace();
  const side = useSide(room?.id);
  const entered = useRef<RoomSummary>(undefined);
  useEffect(() => {
    if (room) entered.current = room;
  }, [room]);
  useEffect(() => closeAll, []);
  useNotifications(client, room?.id, status);
  useDocumentTitle(room?.name);
  usePermalink(route, room?.id);
  useLineHints(client);
  useLineWatch();
  useShortcuts();
  useTypingAnywhere();

  return (
    <>
      <a className="skip" href="#main">
        Skip to the conversation
      </a>
      <div
        className="app"
        data-pane={route.name === 'home' ? 'rooms' : 'room'}
        data-rooms={roomsShown ? 'shown' : 'hidden'}
        data-people={room && !side ? people : 'hidden'}
        data-side={side ? 'shown' : undefined}
      >
        <Sidebar me={user} current={room?.id} threads={route.name === 'threads'} onSignOut={onSignOut} />
        {room && <RoomScreen room={room} me={user} onSignIn={onSignOut} />}
        {!room && route.name === 'room' && (
          <OutsideSheet
            key={route.slug}
            slug={route.slug}
            message={route.message}
            me={user}
            left={entered.current && findRoom([entered.current], route.slug)}
            onSignIn={onSignOut}
          />
        )}
        {route.name === 'threads' && <threadsSheet.View onSignIn={onSignOut} />}
        {route.name === 'invite' && <InviteSheet key={route.code} code={route.code} onSignIn={onSignOut} />}
        {route.name === 'home' && <HomeSheet onSignIn={onSignOut} />}
      </div>
      <Dialogs room={room} />
      <ModerationDialogs />
    </>
  );
}
