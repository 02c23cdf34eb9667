import type { Message, RoomSummary } from '@confab/protocol';

/** Something the switcher can lead to. */
export type FindOption =
  | { kind: 'room'; key: string; room: RoomSummary }
  | { kind: 'message'; key: string; message: Message; snippet: string; room: RoomSummary | undefined }
  | { kind: 'create'; key: string; name: string }
  | { kind: 'browse'; key: string };

/** A hit of the search, as the server tells it. */
export interface Hit {
  message: Message;
  snippet: string;
}

const ROOMS_SHOWN = 8;

/** What a query can lead to: rooms at once, messages as the server finds them, and what one could do. */
export function findOptions(query: string, rooms: readonly RoomSummary[], hits: readonly Hit[]): FindOption[] {
  const name = query.trim();
  const found = matchRooms(rooms, name).map((room): FindOption => ({ kind: 'room', key: `room-${room.id}`, room }));
  const messages = hits.map(
    ({ message, snippet }): FindOption => ({
      kind: 'message',
      key: `message-${message.id}`,
      message,
      snippet,
      room: rooms.find((room) => room.id === message.room),
    }),
  );
  const create: FindOption[] = name === '' ? [] : [{ kind: 'create', key: 'create', name }];
  return [...found, ...messages, ...create, { kind: 'browse', key: 'browse' }];
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
