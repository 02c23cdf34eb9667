import type { RoomSummary } from '@confab/protocol';
import { Archive, BellOff, Lock } from 'lucide-react';
import { type MouseEvent, memo, type ReactNode } from 'react';
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
}

/** A room in the list: weight and dot for unread, a leaf for mentions. */
export const RoomRow = memo(function RoomRow({ room, me, current, onOpen }: Props): ReactNode {
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onOpen(room.slug);
  };
  const news = countNews(room);
  const quiet = room.archived || (room.muted && news === 0);
  const classes = ['row', news > 0 && !current && 'new', quiet && 'quiet'].filter(Boolean).join(' ');
  return (
    <a className={classes} href={`/r/${room.slug}`} aria-current={current ? 'page' : undefined} onClick={open}>
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
