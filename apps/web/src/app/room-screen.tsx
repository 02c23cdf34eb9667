import type { RoomSummary, User } from '@confab/protocol';
import { memo, type ReactNode, useEffect, useRef } from 'react';
import { DropVeil } from '../features/attachments/drop-veil.tsx';
import { LightboxHost } from '../features/attachments/lightbox-host.tsx';
import { useAttachments } from '../features/attachments/use-attachments.tsx';
import { Composer } from '../features/composer/composer.tsx';
import { PinsButton } from '../features/pins/pins-button.tsx';
import { usePins } from '../features/pins/use-pins.ts';
import { RoomHeader } from '../features/room-header/room-header.tsx';
import { lastOwnMessage } from '../features/timeline/last-own-message.ts';
import { roomRows } from '../features/timeline/room-rows.ts';
import { TypingLine } from '../features/typing-line/typing-line.tsx';
import { useClient } from '../store/client-context.ts';
import { draftKey } from '../store/drafts.ts';
import { editMessage } from '../store/editing-store.ts';
import { errorWords } from '../store/error-words.ts';
import { restrictionWords } from '../store/restriction-words.ts';
import { useMay } from '../store/use-may.ts';
import { loadLater } from '../ui/load-later.tsx';
import { rememberRoom } from './last-room.ts';
import { LineBanner } from './line-banner.tsx';
import { togglePeople, toggleRooms, usePanes, usePeoplePlace } from './panes-store.ts';
import { PeopleSide } from './people-side.tsx';
import { RoomActions } from './room-actions.tsx';
import { RoomTimelines } from './room-timelines.tsx';
import { showRooms } from './router.ts';
import { closeSide, openPins, useSide } from './side.ts';
import { useOpenRoom } from './use-open-room.ts';
import { useRoomActs } from './use-room-acts.ts';
import { useSlowMode } from './use-slow-mode.ts';
import { useWriting, type Writing } from './use-writing.ts';

const pinsSide = loadLater(() => import('./pins-side.tsx'));
const threadSide = loadLater(() => import('./thread-side.tsx'));

interface Props {
  room: RoomSummary;
  me: User;
  onSignIn: () => void;
}

/**
 * One room: head, messages, typing line, composer, and its people beside it. It stays while one goes from room to room:
 * only what belongs to a room alone is made anew, such as its rows, its text and an open menu.
 */
export const RoomScreen = memo(function RoomScreen({ room, me, onSignIn }: Props): ReactNode {
  const client = useClient();
  const field = useRef<HTMLTextAreaElement>(null);
  const handle = useOpenRoom(room.id, field);
  const roomsShown = usePanes((panes) => panes.rooms);
  const people = usePeoplePlace();
  const side = useSide(room.id);
  const may = useMay(room);
  const pins = usePins(client, handle);
  const draft = draftKey(me.id, room.id);
  const files = useAttachments(draft, room.id, field);
  const writing = useWriting(room);
  const waitUntil = useSlowMode(room, me.id, may('ignoreSlowMode'), client.clockOffset);

  useEffect(() => rememberRoom(room.slug), [room.slug]);

  const acts = useRoomActs(room, me, field, writing);
  // What lies at the side lies over the people.
  const showPeople = () => {
    if (!side || people === 'hidden') togglePeople();
    closeSide();
  };
  const togglePins = () => (side?.kind === 'pins' ? closeSide() : openPins(room.id));
  const editLast = () => {
    const last = lastOwnMessage(roomRows(handle.timeline.rows), me.id);
    if (last) editMessage(last.id);
    return last !== undefined;
  };

  return (
    <>
      <main className="sheet" id="main" aria-label={room.name} tabIndex={-1}>
        <RoomHeader
          room={room}
          roomsShown={roomsShown}
          onToggleRooms={toggleRooms}
          peopleShown={!side && people !== 'hidden'}
          onTogglePeople={showPeople}
          onBack={showRooms}
          pins={<PinsButton count={pins.length} open={side?.kind === 'pins'} onToggle={togglePins} />}
          menu={<RoomActions key={room.id} room={room} pins={pins.length} onPins={togglePins} />}
        />
        <LineBanner onSignIn={onSignIn} />
        <RoomTimelines shown={room.id} me={me} field={field} />
        <div className="foot">
          <TypingLine roomId={room.id} />
          <Foot room={room} writing={writing}>
            <Composer
              roomId={room.id}
              roomName={room.name}
              handle={handle}
              me={me}
              draftKey={draft}
              field={field}
              files={files}
              onEditLast={editLast}
              waitUntil={waitUntil}
            />
          </Foot>
        </div>
        {writing.writable && <DropVeil target={room.name} onDrop={files.take} />}
      </main>
      <LightboxHost />
      {side?.kind === 'thread' && (
        <threadSide.View
          key={side.root}
          room={room}
          me={me}
          side={side}
          writable={writing.writable}
          acts={acts}
          waitUntil={waitUntil}
          onClose={closeSide}
        />
      )}
      {side?.kind === 'pins' && <pinsSide.View room={room} me={me} pins={pins} onPin={acts.pin} onClose={closeSide} />}
      {!side && people !== 'hidden' && <PeopleSide room={room} me={me.id} over={people === 'over'} />}
    </>
  );
});

interface FootProps {
  room: RoomSummary;
  writing: Writing;
  children: ReactNode;
}

/** The composer, or why there is none. */
function Foot({ room, writing: { refusal, mute }, children }: FootProps): ReactNode {
  if (refusal) return <p className="closed">{errorWords(refusal)}</p>;
  if (room.archived) return <p className="closed">This room is archived. It can be read, not written to.</p>;
  if (mute) return <p className="closed">{restrictionWords(mute)}</p>;
  return children;
}
