import type { RoomSummary } from '@confab/protocol';
import { Archive, Lock } from 'lucide-react';
import { type MouseEvent, memo, type ReactNode } from 'react';
import { countWords } from '../../ui/count-words.ts';

interface Props {
  room: RoomSummary;
  current: boolean;
  /** Called with the room's address, for a click that the browser should not follow itself. */
  onOpen: (slug: string) => void;
}

/** A room in the list: weight and dot for unread, a leaf for mentions. */
export const RoomRow = memo(function RoomRow({ room, current, onOpen }: Props): ReactNode {
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onOpen(room.slug);
  };
  const classes = ['row', room.unread > 0 && !current && 'new', room.archived && 'quiet'].filter(Boolean).join(' ');
  return (
    <a className={classes} href={`/r/${room.slug}`} aria-current={current ? 'page' : undefined} onClick={open}>
      <span className="t">{room.name}</span>
      <Badge room={room} />
      {room.private && (
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
  if (room.unread === 0) return null;
  return (
    <span className="n">
      {room.unread > 999 ? '999+' : room.unread}
      <span className="vh"> unread</span>
    </span>
  );
}
