import type { RoomSummary } from '@confab/protocol';
import { Archive, BellOff, Lock } from 'lucide-react';
import { type MouseEvent, memo, type PointerEvent, type ReactNode, useEffect, useRef } from 'react';
import { countNews } from '../../store/rooms-store.ts';
import { countWords } from '../../ui/count-words.ts';
import { DirectAvatar } from './direct-avatar.tsx';

interface Props {
  room: RoomSummary;
  /** The reader's user id. */
  me: string;
  current: boolean;
  /** Called with the room's address, for a click that the browser should not follow itself. */
  onOpen: (slug: string) => void;
  /** The mouse is pressed on it: a click is to follow. Called with the room's id. */
  onPress: (id: string) => void;
}

/** A room in the list: weight and dot for unread, a leaf for mentions. */
export const RoomRow = memo(function RoomRow({ room, me, current, onOpen, onPress }: Props): ReactNode {
  const row = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (current) row.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const open = (event: MouseEvent) => {
    if (!isPlain(event)) return;
    event.preventDefault();
    onOpen(room.slug);
  };
  // A finger that goes down may be about to scroll.
  const press = (event: PointerEvent) => {
    if (event.pointerType === 'mouse' && isPlain(event) && !current) onPress(room.id);
  };
  const news = countNews(room);
  const quiet = room.archived || (room.muted && news === 0);
  const classes = ['row', news > 0 && !current && 'new', quiet && 'quiet'].filter(Boolean).join(' ');
  return (
    <a
      ref={row}
      className={classes}
      href={`/r/${room.slug}`}
      aria-current={current ? 'page' : undefined}
      onPointerDown={press}
      onClick={open}
    >
      {room.kind === 'direct' && <DirectAvatar room={room} me={me} />}
      <span className="t">{room.name}</span>
      <Badge room={room} />
      {room.muted && (
        <>
          <span className="vh">muted</span>
          <BellOff className="i xs" aria-hidden="true" />
        </>
      )}
      {room.private && room.kind !== 'direct' && (
        <>
          <span className="vh">private</span>
          <Lock className="i xs" aria-hidden="true" />
        </>
      )}
      {room.archived && (
        <>
          <span className="vh">archived</span>
          <Archive className="i xs" aria-hidden="true" />
        </>
      )}
    </a>
  );
});

/** Not meant for another tab or window. */
function isPlain({ metaKey, ctrlKey, shiftKey, button }: MouseEvent): boolean {
  return !metaKey && !ctrlKey && !shiftKey && button === 0;
}

function Badge({ room }: { room: RoomSummary }): ReactNode {
  if (room.mentions > 0) {
    return (
      <span className="n me">
        <span aria-hidden="true">@{room.mentions}</span>
        <span className="vh">{countWords(room.mentions, 'mention')}</span>
      </span>
    );
  }
  if (room.unread === 0 || room.muted) return null;
  return (
    // What is said in a direct room is meant for oneself.
    <span className={room.kind === 'direct' ? 'n me' : 'n'}>
      {room.unread > 999 ? '999+' : room.unread}
      <span className="vh"> unread</span>
    </span>
  );
}
