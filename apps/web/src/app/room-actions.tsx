import type { Room } from '@confab/protocol';
import type { ReactNode } from 'react';
import { RoomMenu } from '../features/room-header/room-menu.tsx';
import { useClient } from '../store/client-context.ts';
import { errorWords } from '../store/error-words.ts';
import { notify } from '../store/notices.ts';
import { copyRoomLink } from './copy-room-link.ts';
import { openDialog } from './dialog-store.ts';
import { togglePeople } from './panes-store.ts';

/** The room's menu, with what its items do. */
export function RoomActions({ room, me }: { room: Room; me: string }): ReactNode {
  const client = useClient();
  const archive = () => {
    if (!room.archived) return openDialog('archive-room');
    client.api.updateRoom(room.id, { archived: false }).catch((error: unknown) => notify(errorWords(error)));
  };
  return (
    <RoomMenu
      archived={room.archived}
      owner={room.owner === me}
      onPeople={togglePeople}
      onCopyLink={() => copyRoomLink(room.slug)}
      onEdit={() => openDialog('edit-room')}
      onArchive={archive}
      onLeave={() => openDialog('leave-room')}
    />
  );
}
