import { changeRole, removeMember } from '@confab/client';
import type { RoomSummary, User } from '@confab/protocol';
import type { ReactNode } from 'react';
import { useClient } from '../store/client-context.ts';
import { loadLater } from '../ui/load-later.tsx';
import { closeDialog } from './dialog-store.ts';

const confirmDialog = loadLater(() => import('../features/room-dialogs/confirm-dialog.tsx'));

interface Props {
  room: RoomSummary;
  user: User;
}

/** Asks before somebody is sent away. */
export function RemoveMemberDialog({ room, user }: Props): ReactNode {
  const { api } = useClient();
  return (
    <confirmDialog.View
      title={`Remove ${user.name} from ${room.name}?`}
      text={
        room.private
          ? 'They no longer see it, until somebody lets them in again.'
          : 'They can come back by themselves: the room is open to everyone here.'
      }
      action="Remove"
      onConfirm={async () => {
        await removeMember(api, room.id, user.id);
        closeDialog();
      }}
      onClose={closeDialog}
    />
  );
}

/** Asks before the room is somebody else's. */
export function HandOverDialog({ room, user }: Props): ReactNode {
  const { api } = useClient();
  return (
    <confirmDialog.View
      title={`Hand ${room.name} over to ${user.name}?`}
      text="It’s theirs then, and only they can give it back. Whoever owns it now goes on as a moderator."
      action="Hand over"
      onConfirm={async () => {
        await changeRole(api, room.id, user.id, 'owner');
        closeDialog();
      }}
      onClose={closeDialog}
    />
  );
}
