import type { ListedRoom, User } from '@confab/protocol';
import { PanelLeft } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { BackLink } from '../features/room-header/back-link.tsx';
import { PreviewTimeline } from '../features/timeline/preview-timeline.tsx';
import { useClient } from '../store/client-context.ts';
import { countWords } from '../ui/count-words.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Mark } from '../ui/mark.tsx';
import { LineBanner } from './line-banner.tsx';
import { toggleRooms, usePanes } from './panes-store.ts';
import { renderFiles } from './render-files.tsx';
import { showRooms } from './router.ts';
import { useSide } from './side.ts';
import { useTarget } from './target-store.ts';
import { useRoomPreview } from './use-room-preview.ts';
import './room-preview.css';

interface Props {
  room: ListedRoom;
  me: User;
  /** The message of the address. */
  message: string | undefined;
  /** Becomes a member; the room's own screen then takes the place of this one. */
  onJoin: () => Promise<void>;
  onProblem: (problem: unknown) => void;
  onSignIn: () => void;
}

/** A public room as it looks before one has joined it: to read, and with a way in where one would write. */
export default function RoomPreview({ room, me, message, onJoin, onProblem, onSignIn }: Props): ReactNode {
  const client = useClient();
  const side = useSide(room.id);
  const found = useTarget(room.id)?.message ?? (side?.kind === 'thread' ? side.root : undefined);
  const target = found ?? message;
  const { preview, loadOlder, loadNewer } = useRoomPreview(client, room.id, target, onProblem);
  const hasOlder = (preview?.messages[0]?.seq ?? 1) > 1;
  return (
    <main className="sheet" id="main" aria-label={room.name} tabIndex={-1}>
      <PreviewHeader room={room} />
      <LineBanner onSignIn={onSignIn} />
      {preview && preview.messages.length > 0 ? (
        <PreviewTimeline
          key={preview.target}
          handle={client.room(room.id)}
          roomName={room.name}
          me={me}
          messages={preview.messages}
          target={preview.target}
          onOlder={hasOlder ? loadOlder : undefined}
          onNewer={preview.hasNewer ? loadNewer : undefined}
          renderFiles={renderFiles}
        />
      ) : (
        <div className="tl">{preview && <NothingSaid name={room.name} />}</div>
      )}
      <div className="foot">
        <JoinBar room={room} onJoin={onJoin} />
      </div>
    </main>
  );
}

function PreviewHeader({ room }: { room: ListedRoom }): ReactNode {
  const roomsShown = usePanes((panes) => panes.rooms);
  const members = countWords(room.members, 'member');
  return (
    <header className="head">
      <IconButton
        icon={PanelLeft}
        flip
        label={roomsShown ? 'Hide rooms' : 'Show rooms'}
        className="no-phone"
        onClick={toggleRooms}
      />
      <BackLink current={room.id} onBack={showRooms} />
      <div className="tt">
        <h1>{room.name}</h1>
        <p title={room.topic}>
          {members}
          {room.topic && ` · ${room.topic}`}
        </p>
      </div>
    </header>
  );
}

function JoinBar({ room, onJoin }: { room: ListedRoom; onJoin: () => Promise<void> }): ReactNode {
  const [busy, setBusy] = useState(false);
  const join = async () => {
    setBusy(true);
    await onJoin();
    setBusy(false);
  };
  return (
    <div className="join-bar">
      <p>
        {room.archived
          ? 'This room is archived. It can be read, not written to.'
          : 'You’re looking in. Join to write and to hear what’s new.'}
      </p>
      <button type="button" className="btn ink" disabled={busy} onClick={join}>
        Join {room.name}
      </button>
    </div>
  );
}

function NothingSaid({ name }: { name: string }): ReactNode {
  return (
    <div className="empty">
      <Mark size={44} />
      <h2>It’s quiet in {name}.</h2>
      <p>Nobody has said anything yet.</p>
    </div>
  );
}
