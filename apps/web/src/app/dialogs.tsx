import type { RoomSummary } from '@confab/protocol';
import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { useClientSession } from '../store/client-context.ts';
import { useRooms } from '../store/rooms-store.ts';
import { closeDialog, openDialog, useDialog } from './dialog-store.ts';
import { navigate, roomPath } from './router.ts';
import { showMessage } from './target-store.ts';

const loadSwitcher = () => import('../features/quick-switcher/quick-switcher.tsx');
const RoomDialog = lazy(() => import('../features/room-dialogs/room-dialog.tsx'));
const ConfirmDialog = lazy(() => import('../features/room-dialogs/confirm-dialog.tsx'));
const RoomBrowser = lazy(() => import('../features/room-browser/room-browser.tsx'));
const QuickSwitcher = lazy(loadSwitcher);

const WARM_UP_MS = 1000;

/** Whatever dialog is open over the shell. */
export function Dialogs({ room }: { room: RoomSummary | undefined }): ReactNode {
  // One types right after its shortcut: it has to be here by then.
  useEffect(() => {
    const timer = setTimeout(loadSwitcher, WARM_UP_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Suspense>
      <OpenDialogView room={room} />
    </Suspense>
  );
}

function OpenDialogView({ room }: { room: RoomSummary | undefined }): ReactNode {
  const { client, openRooms } = useClientSession();
  const { dialog, roomName } = useDialog();
  const { rooms } = useRooms();
  const go = (slug: string) => {
    closeDialog();
    navigate(roomPath(slug));
  };
  const goHome = () => {
    closeDialog();
    // The way back leads into other rooms, not into the one that was left.
    navigate('/', { replace: true });
  };

  if (dialog === 'find') {
    return (
      <QuickSwitcher
        rooms={rooms}
        api={client.api}
        onOpen={go}
        onCreate={(name) => openDialog('create-room', name)}
        onBrowse={() => openDialog('browse')}
        onShow={(slug, message) => {
          showMessage(message.room, message.id);
          go(slug);
        }}
        onClose={closeDialog}
      />
    );
  }
  if (dialog === 'browse') {
    return (
      <RoomBrowser
        api={client.api}
        join={(id) => client.room(id).join()}
        onOpen={go}
        onCreate={() => openDialog('create-room')}
        onClose={closeDialog}
      />
    );
  }
  if (dialog === 'create-room') {
    const create = async (input: { name: string; topic: string; private: boolean }) => {
      const made = await client.api.createRoom(input);
      await client.room(made.id).join();
      go(made.slug);
    };
    return <RoomDialog name={roomName} onSave={create} onClose={closeDialog} />;
  }
  if (!room) return null;
  if (dialog === 'edit-room') {
    const update = async ({ name, topic }: { name: string; topic: string }) =>
      go((await client.api.updateRoom(room.id, { name, topic })).slug);
    return <RoomDialog room={room} name={room.name} onSave={update} onClose={closeDialog} />;
  }
  if (dialog === 'archive-room') {
    return (
      <ConfirmDialog
        title={`Archive ${room.name}?`}
        text="Everybody can still read it, and nobody can write. You can open it again."
        action="Archive"
        onConfirm={async () => {
          await client.api.updateRoom(room.id, { archived: true });
          closeDialog();
        }}
        onClose={closeDialog}
      />
    );
  }
  if (dialog === 'leave-room') {
    return (
      <ConfirmDialog
        title={`Leave ${room.name}?`}
        text={
          room.private
            ? 'It’s private: you can’t come back by yourself.'
            : 'You can come back whenever you like, it stays in “Browse rooms”.'
        }
        action="Leave"
        onConfirm={async () => {
          await client.api.leaveRoom(room.id);
          openRooms.forget(room.id);
          goHome();
        }}
        onClose={closeDialog}
      />
    );
  }
  return null;
}
