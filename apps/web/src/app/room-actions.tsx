import { setPreferences } from '@confab/client';
import type { RoomPreferences, RoomSummary } from '@confab/protocol';
import type { ReactNode } from 'react';
import { RoomMenu } from '../features/room-header/room-menu.tsx';
import { useClient } from '../store/client-context.ts';
import { errorWords } from '../store/error-words.ts';
import { notify } from '../store/notices.ts';
import { useMay } from '../store/use-may.ts';
import { copyLink } from './copy-link.ts';
import { openDialog } from './dialog-store.ts';
import { openModeration } from './moderation-store.ts';
import { togglePeople } from './panes-store.ts';
import { roomPath } from './routes.ts';

interface Props {
  room: RoomSummary;
  /** How many messages are pinned. */
  pins: number;
  onPins: () => void;
}

/** The room's menu, with what its items do. */
export function RoomActions({ room, pins, onPins }: Props): ReactNode {
  const client = useClient();
  const may = useMay(room);
  const tell = (error: unknown) => notify(errorWords(error));
  const archive = () => {
    if (!room.archived) return openDialog('archive-room');
    client.api.updateRoom(room.id, { archived: false }).catch(tell);
  };
  const prefer = (change: Partial<RoomPreferences>) => {
    setPreferences(client.api, room.id, change).catch(tell);
  };
  return (
    <RoomMenu
      room={room}
      may={may}
      onPeople={togglePeople}
      onPrefer={prefer}
      onAdd={() => openDialog('add-people')}
      onInvite={() => openDialog('invite')}
      pins={pins}
      onPins={onPins}
      onCopyLink={() => copyLink(roomPath(room.slug))}
      onEdit={() => openDialog('edit-room')}
      onArchive={archive}
      onModerate={() => openModeration({ kind: 'overview', room })}
      onLeave={() => openDialog('leave-room')}
    />
  );
}
