import type { RoomSummary, SearchHit } from '@confab/protocol';
import { hasFilter } from './search-filters.ts';

/** Something the switcher can lead to. */
export type FindOption =
  | { kind: 'room'; key: string; room: RoomSummary }
  | { kind: 'message'; key: string; hit: SearchHit; room: RoomSummary | undefined }
  | { kind: 'more'; key: string }
  | { kind: 'create'; key: string; name: string }
  | { kind: 'browse'; key: string };

const ROOMS_SHOWN = 8;

/**
 * What a query can lead to: rooms at once, messages as the server finds them, and what one could do.
 * @param hasMore whether the server knows more messages
 */
export function findOptions(
  query: string,
  rooms: readonly RoomSummary[],
  hits: readonly SearchHit[],
  hasMore = false,
): FindOption[] {
  const name = query.trim();
  const found = matchRooms(rooms, name).map((room): FindOption => ({ kind: 'room', key: `room-${room.id}`, room }));
  const messages = hits.map(
    (hit): FindOption => ({
      kind: 'message',
      key: `message-${hit.message.id}`,
      hit,
      room: rooms.find((room) => room.id === hit.message.room),
    }),
  );
  const more: FindOption[] = hasMore ? [{ kind: 'more', key: 'more' }] : [];
  // Nobody wants a room called “from:ada”.
  const create: FindOption[] = name === '' || hasFilter(name) ? [] : [{ kind: 'create', key: 'create', name }];
  return [...found, ...messages, ...more, ...create, { kind: 'browse', key: 'browse' }];
}

/** Rooms whose name holds the query, those that begin with it first; without a query those with news first. */
export function matchRooms(rooms: readonly RoomSummary[], query: string): RoomSummary[] {
  const wanted = query.toLocaleLowerCase();
  if (wanted === '') {
    return [...rooms].sort((a, b) => b.mentions - a.mentions || b.unread - a.unread).slice(0, ROOMS_SHOWN);
  }
  return rooms
    .map((room) => ({ room, at: room.name.toLocaleLowerCase().indexOf(wanted) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
    .slice(0, ROOMS_SHOWN)
    .map(({ room }) => room);
}
