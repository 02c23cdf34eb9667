import { permitsOnServer, type RoomSummary, type User } from '@confab/protocol';
import { type ReactNode, useEffect, useState } from 'react';
import { useLineWatch } from '../features/connection-banner/line-trouble-store.ts';
import { chooseNotify, useNotifyChoice } from '../features/notifications/notify-choice.ts';
import { KeepName } from '../features/rooms/keep-name.tsx';
import { RoomsPane } from '../features/rooms/rooms-pane.tsx';
import { SelfRow } from '../features/rooms/self-row.tsx';
import { ThreadsRow } from '../features/threads/threads-row.tsx';
import { useAccount } from '../store/account-store.ts';
import { useClient } from '../store/client-context.ts';
import { useConnection } from '../store/connection-store.ts';

import { findRoom, useRoomAt, useRooms } from '../store/rooms-store.ts';

import { loadLater } from '../ui/load-later.tsx';

import { openDialog } from './dialog-store.ts';
import { Dialogs } from './dialogs.tsx';
import { HomeSheet } from './home-sheet.tsx';
import { InviteSheet } from './invite-sheet.tsx';
import { ModerationDialogs } from './moderation-dialogs.tsx';
import { ModerationEntry } from './moderation-entry.tsx';
import { OutsideSheet } from './outside-sheet.tsx';
import { usePanes, usePeoplePlace } from './panes-store.ts';
import { PLACE } from './place.ts';
import { RoomScreen } from './room-screen.tsx';
import { navigate, roomPath, THREADS_PATH, useRoute } from './router.ts';
import { useSide } from './side-store.ts';
import { turnOnNotifications } from './turn-on-notifications.ts';
import { useDocumentTitle } from './use-document-title.ts';
import { useLineHints } from './use-line-hints.ts';
import { useNotifications } from './use-notifications.ts';
import { usePermalink } from './use-permalink.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useStatus } from './use-status.ts';

const threadsSheet = loadLater(() => import('./threads-sheet.tsx'));

/** The three panes, for somebody who is signed in. */
export default function Shell({ me, onSignOut }: { me: User; onSignOut: () => void }): ReactNode {
  const client = useClient();
  const route = useRoute();
  const slug = route.name === 'room' ? route.slug : undefined;
  const room = useRoomAt(slug);
  const user = useRooms((store) => store.user) ?? me;
  const signUp = useAccount(({ doors }) => doors.signUp);
  const mayInvite = useRooms(({ role }) => permitsOnServer('inviteToServer', role));
  const connected = useConnection((store) => store.state.name === 'connected');
  const roomsShown = usePanes((panes) => panes.rooms);
  const people = usePeoplePlace();
  const side = useSide(room?.id);
  const [entered, setEntered] = useState<RoomSummary>();
  useEffect(() => {
    if (room) setEntered(room);
  }, [room]);
  const [status, setStatus] = useStatus(client);
  const notifying = useNotifyChoice((choice) => choice.on);
  useNotifications(client, room?.id, status);
  useDocumentTitle(room?.name);
  usePermalink(route, room?.id);
  useLineHints(client);
  useLineWatch();
  useShortcuts();

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
        <RoomsPane
          name={PLACE}
          current={room?.id}
          onOpen={(to) => navigate(roomPath(to))}
          onFind={() => openDialog('find')}
          onBrowse={() => openDialog('browse')}
          onCreate={() => openDialog('create-room')}
          onWrite={() => openDialog('new-message')}
          threads={
            <ThreadsRow href={THREADS_PATH} current={route.name === 'threads'} onOpen={() => navigate(THREADS_PATH)} />
          }
          self={
            <>
              {user.kind === 'guest' && signUp !== 'closed' && <KeepName onCreate={() => openDialog('keep-name')} />}
              <ModerationEntry />
              <SelfRow
                user={user}
                status={status}
                connected={connected}
                onStatus={setStatus}
                notifying={notifying}
                onNotifying={(on) => (on ? turnOnNotifications() : chooseNotify(false))}
                onInvite={mayInvite ? () => openDialog('invite-to-server') : undefined}
                onSettings={() => openDialog('settings')}
                onShortcuts={() => openDialog('shortcuts')}
                onSignOut={onSignOut}
              />
            </>
          }
        />
        {room && <RoomScreen key={room.id} room={room} me={user} onSignIn={onSignOut} />}
        {!room && route.name === 'room' && (
          <OutsideSheet
            key={route.slug}
            slug={route.slug}
            message={route.message}
            me={user}
            left={entered && findRoom([entered], route.slug)}
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
