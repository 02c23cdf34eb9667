import { signUp } from '@confab/client';
import type { RoomSummary } from '@confab/protocol';
import { type ReactNode, useEffect } from 'react';
import { setMe } from '../store/account-store.ts';
import { useClient } from '../store/client-context.ts';
import { notify } from '../store/notices.ts';
import { untilGone, useRooms } from '../store/rooms-store.ts';
import { loadLater } from '../ui/load-later.tsx';
import { closeDialog, openDialog, useDialog } from './dialog-store.ts';
import { HandOverDialog, RemoveMemberDialog } from './member-dialogs.tsx';
import { PLACE } from './place.ts';
import { navigate, showRooms } from './router.ts';
import { invitePath, roomPath } from './routes.ts';
import { showMessageOf } from './show-message-of.ts';
import { signUpWish } from './sign-up-wish.ts';
import { stillMayUse } from './still-may.ts';

const roomDialog = loadLater(() => import('../features/room-dialogs/room-dialog.tsx'));
const confirmDialog = loadLater(() => import('../features/room-dialogs/confirm-dialog.tsx'));
const roomBrowser = loadLater(() => import('../features/room-browser/room-browser.tsx'));
const newMessageDialog = loadLater(() => import('../features/new-message/new-message-dialog.tsx'));
const addPeopleDialog = loadLater(() => import('../features/add-people/add-people-dialog.tsx'));
const inviteDialog = loadLater(() => import('../features/invites/invite-dialog.tsx'));
const shortcutsDialog = loadLater(() => import('../features/shortcuts/shortcuts-dialog.tsx'));
const settingsDialog = loadLater(() => import('../features/settings/settings-dialog.tsx'));
const keepNameDialog = loadLater(() => import('../features/sign-in/keep-name-dialog.tsx'));
const quickSwitcher = loadLater(() => import('../features/quick-switcher/quick-switcher.tsx'));

const WARM_UP_MS = 1000;

/** Whatever dialog is open over the shell. */
export function Dialogs({ room }: { room: RoomSummary | undefined }): ReactNode {
  useWarmUp();
  const client = useClient();
  const { dialog, roomName, user: about } = useDialog();
  const { rooms, user, role } = useRooms();
  const over = dialog !== undefined && !stillMayUse(dialog, room, role);
  useEffect(() => {
    if (over) closeDialog();
  }, [over]);
  const go = (slug: string) => {
    closeDialog();
    navigate(roomPath(slug));
  };
  const goHome = () => {
    closeDialog();
    showRooms();
  };

  if (over) return null;
  if (dialog === 'find') {
    return (
      <quickSwitcher.View
        rooms={rooms}
        api={client.api}
        me={client.user?.id ?? ''}
        onOpen={go}
        onCreate={(roomName) => openDialog('create-room', { roomName })}
        onBrowse={() => openDialog('browse')}
        onShow={(slug, message) => {
          closeDialog();
          showMessageOf(slug, message);
        }}
        onClose={closeDialog}
      />
    );
  }
  if (dialog === 'shortcuts') return <shortcutsDialog.View onClose={closeDialog} />;
  if (dialog === 'settings') return <settingsDialog.View onClose={closeDialog} />;
  if (dialog === 'keep-name' && user) {
    return (
      <keepNameDialog.View
        user={user}
        onSignUp={async (fields) => {
          setMe(await signUp(client.api, signUpWish(fields)));
          closeDialog();
          notify('This is your account now. Sign in with it wherever you are.');
        }}
        onClose={closeDialog}
      />
    );
  }
  if (dialog === 'browse') {
    return (
      <roomBrowser.View
        api={client.api}
        join={(id) => client.room(id).join()}
        onOpen={go}
        onCreate={() => openDialog('create-room')}
        onClose={closeDialog}
      />
    );
  }
  if (dialog === 'new-message') {
    return <newMessageDialog.View api={client.api} me={client.user?.id ?? ''} onOpen={go} onClose={closeDialog} />;
  }
  if (dialog === 'create-room') {
    const create = async (input: { name: string; topic: string; private: boolean }) => {
      const made = await client.api.createRoom(input);
      await client.room(made.id).join();
      go(made.slug);
    };
    return <roomDialog.View name={roomName} onSave={create} onClose={closeDialog} />;
  }
  if (dialog === 'invite' || dialog === 'invite-to-server') {
    const into = dialog === 'invite' ? 'room' : 'server';
    return (
      <inviteDialog.View
        api={client.api}
        room={into === 'room' ? room : undefined}
        place={PLACE}
        linkOf={(code) => new URL(invitePath(code, into), location.origin).href}
        onClose={closeDialog}
      />
    );
  }
  if (!room) return null;
  if (dialog === 'edit-room') {
    const update = async ({ name, topic }: { name: string; topic: string }) =>
      go((await client.api.updateRoom(room.id, { name, topic })).slug);
    return <roomDialog.View room={room} name={room.name} onSave={update} onClose={closeDialog} />;
  }
  if (dialog === 'add-people') {
    return (
      <addPeopleDialog.View api={client.api} room={room} onInvite={() => openDialog('invite')} onClose={closeDialog} />
    );
  }
  if (dialog === 'remove-member' && about) return <RemoveMemberDialog room={room} user={about} />;
  if (dialog === 'hand-over' && about) return <HandOverDialog room={room} user={about} />;
  if (dialog === 'archive-room') {
    return (
      <confirmDialog.View
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
      <confirmDialog.View
        title={`Leave ${room.name}?`}
        text={
          room.private
            ? 'It’s private: you come back only if somebody in it lets you in. Once the last one has left, nobody can.'
            : 'You can come back whenever you like, it stays in “Browse rooms”.'
        }
        action="Leave"
        onConfirm={async () => {
          await client.api.leaveRoom(room.id);
          await untilGone(room.id);
          goHome();
        }}
        onClose={closeDialog}
      />
    );
  }
  return null;
}

/** Has the dialogs' code come soon after the start: one types right after their shortcut. */
function useWarmUp(): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      // What doesn't come now is tried again when it is needed.
      for (const { preload } of [quickSwitcher, roomDialog, roomBrowser, confirmDialog])
        preload().catch(() => undefined);
    }, WARM_UP_MS);
    return () => clearTimeout(timer);
  }, []);
}
