import type { RoomSummary, User } from '@confab/protocol';
import { memo, type ReactNode, type RefObject, useMemo, useRef } from 'react';
import { Timeline } from '../features/timeline/timeline.tsx';
import { useClient } from '../store/client-context.ts';
import { useRoomAt } from '../store/rooms-store.ts';
import { EmptyRoom } from './empty-room.tsx';
import { clearTarget, useTarget } from './target-store.ts';
import { UnloadedRoom } from './unloaded-room.tsx';
import { useKeptRooms } from './use-kept-rooms.ts';
import { useKeptWhileAway } from './use-kept-while-away.ts';
import { useRoomActs } from './use-room-acts.ts';
import { useWriting } from './use-writing.ts';

interface Props {
  me: User;
  /** Where one writes. */
  field: RefObject<HTMLTextAreaElement | null>;
}

/** The messages of the room that is shown; those of the rooms before it stay at hand. */
export const RoomTimelines = memo(function RoomTimelines({ shown, ...shared }: Props & { shown: string }): ReactNode {
  const kept = useKeptRooms(shown);
  return (
    <div className="timelines">
      {kept.map((id) => (
        <TimelineAt key={id} id={id} away={id !== shown} {...shared} />
      ))}
    </div>
  );
});

interface PlaceProps extends Props {
  /** One is in another room. */
  away: boolean;
}

const TimelineAt = memo(function TimelineAt({ id, ...props }: PlaceProps & { id: string }): ReactNode {
  const room = useRoomAt(id);
  return room && <RoomTimeline room={room} {...props} />;
});

function RoomTimeline({ room, me, field, away }: PlaceProps & { room: RoomSummary }): ReactNode {
  const handle = useClient().room(room.id);
  const place = useRef<HTMLDivElement>(null);
  const resting = useRef(false);
  const isKept = useKeptWhileAway(room.id, away, place, resting);
  const target = useTarget(room.id);
  const acts = useRoomActs(room, me, field, useWriting(room));
  // Made once, so that the timeline renders again for its own sake only.
  const empty = useMemo(() => <EmptyRoom room={room} me={me.id} />, [room, me.id]);
  const unloaded = useMemo(() => <UnloadedRoom name={room.name} />, [room.name]);
  return (
    <div ref={place} className="timeline-place" data-away={away || undefined}>
      {isKept && (
        <Timeline
          roomId={room.id}
          roomName={room.name}
          direct={room.kind === 'direct'}
          handle={handle}
          me={me}
          resting={resting}
          target={away ? undefined : target}
          onTargetTaken={clearTarget}
          acts={acts}
          empty={empty}
          unloaded={unloaded}
        />
      )}
    </div>
  );
}
