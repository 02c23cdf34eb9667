import { permitsOnServer, type User } from '@confab/protocol';
import { memo, type ReactNode, useCallback } from 'react';
import { ThreadsRow } from '../features/followed-threads/threads-row.tsx';
import { chooseNotify, useNotifyChoice } from '../features/notifications/notify-choice.ts';
import { KeepName } from '../features/rooms/keep-name.tsx';
import { RoomsPane } from '../features/rooms/rooms-pane.tsx';
import { SelfRow } from '../features/rooms/self-row.tsx';
import { useAccount } from '../store/account-store.ts';
import { useClient, useClientSession } from '../store/client-context.ts';
import { useConnection } from '../store/connection-store.ts';
import { useRooms } from '../store/rooms-store.ts';
import { usePhone } from '../ui/use-phone.ts';
import { openDialog } from './dialog-store.ts';
import { ModerationEntry } from './moderation-entry.tsx';
import { PLACE } from './place.ts';
import { navigate } from './router.ts';
import { roomPath, THREADS_PATH } from './routes.ts';
import { turnOnNotifications } from './turn-on-notifications.ts';
import { useStatus } from './use-status.ts';

interface Props {
  me: User;
  /** The id of the room that is open. */
  current: string | undefined;
  /** Whether one's threads are open. */
  threads: boolean;
  onSignOut: () => void;
}

// Made once: the rows render again only where something of theirs changes.
const openRoom = (slug: string) => navigate(roomPath(slug));
const openThreads = () => navigate(THREADS_PATH);

/** The pane at the start: the place, its rooms, oneself. */
export const Sidebar = memo(function Sidebar({ me, current, threads, onSignOut }: Props): ReactNode {
  const { openRooms } = useClientSession();
  // Between press and click a hand takes as long as the server for its answer.
  const joinRoom = useCallback((id: string) => void openRooms.open(id), [openRooms]);
  return (
    <RoomsPane
      name={PLACE}
      current={current}
      onOpen={openRoom}
      onPress={joinRoom}
      onFind={() => openDialog('find')}
      onBrowse={() => openDialog('browse')}
      onCreate={() => openDialog('create-room')}
      onWrite={() => openDialog('new-message')}
      threads={<ThreadsRow href={THREADS_PATH} current={threads} onOpen={openThreads} />}
      self={<Self me={me} onSignOut={onSignOut} />}
    />
  );
});

const Self = memo(function Self({ me, onSignOut }: Pick<Props, 'me' | 'onSignOut'>): ReactNode {
  const [status, setStatus] = useStatus(useClient());
  const signUp = useAccount(({ doors }) => doors.signUp);
  const mayInvite = useRooms(({ role }) => permitsOnServer('inviteToServer', role));
  const connected = useConnection((store) => store.state.name === 'connected');
  const notifying = useNotifyChoice((choice) => choice.on);
  const phone = usePhone();
  return (
    <>
      {me.kind === 'guest' && signUp !== 'closed' && <KeepName onCreate={() => openDialog('keep-name')} />}
      <ModerationEntry />
      <SelfRow
        user={me}
        status={status}
        connected={connected}
        onStatus={setStatus}
        notifying={notifying}
        onNotifying={(on) => (on ? turnOnNotifications() : chooseNotify(false))}
        onInvite={mayInvite ? () => openDialog('invite-to-server') : undefined}
        onSettings={() => openDialog('settings')}
        onShortcuts={phone ? undefined : () => openDialog('shortcuts')}
        onSignOut={onSignOut}
      />
    </>
  );
});
