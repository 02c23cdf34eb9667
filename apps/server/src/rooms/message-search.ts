import type { SearchHit } from '@confab/protocol';
import type { LogSearch } from '../log/search/log-search.ts';
import type { SearchOrder } from '../log/search/search-request.ts';
import { maySee, visibleRoom } from './access.ts';
import { DomainError } from './domain-error.ts';
import { parseSearchQuery } from './parse-search-query.ts';
import type { Person } from './person.ts';
import type { Room } from './room.ts';
import type { RoomRegistry } from './room-registry.ts';

/** A search as somebody asks for it. */
export interface SearchWish {
  /** As typed, with filters. */
  q: string;
  /** A room's id or slug. */
  room: string | undefined;
  /** A user's id. */
  from: string | undefined;
  order: SearchOrder;
  limit: number;
  cursor: number | undefined;
}

/** What a search found: messages as they are now. */
export interface FoundMessages {
  hits: SearchHit[];
  /** The cursor of the next page. */
  next?: number;
  /** Old messages are still being indexed. */
  indexing: boolean;
}

export interface MessageSearchOptions {
  rooms: RoomRegistry;
  search: Pick<LogSearch, 'find'>;
}

/** Searches the rooms that the asker may see at the time of the question, archived ones included. */
export class MessageSearch {
  constructor(private readonly options: MessageSearchOptions) {}

  /** @throws DomainError room_not_found for `room`, unavailable */
  async find(person: Person, wish: SearchWish): Promise<FoundMessages> {
    const { order, limit, cursor } = wish;
    const query = parseSearchQuery(wish.q);
    const names = query.from.filter((name) => name.toLowerCase() !== 'me');
    const ids = wish.from === undefined ? [] : [wish.from];
    if (names.length < query.from.length) ids.push(person.user.id);
    const rooms = this.roomsOf(person, wish.room, query.in);
    const answer = await this.options.search.find({
      terms: query.terms,
      rooms: rooms.map((room) => room.info.id),
      authors: ids.length > 0 ? ids : undefined,
      authorNames: names,
      has: query.has,
      since: query.since,
      until: query.until,
      order,
      limit,
      cursor,
    });
    if (!answer) throw new DomainError('unavailable', 'the search cannot answer now', 1_000);
    const infos = new Map(rooms.map(({ info }) => [info.id, { slug: info.slug, name: info.name }]));
    const hits = answer.hits.flatMap((hit) => {
      const room = infos.get(hit.message.room);
      return room ? [{ ...hit, room }] : [];
    });
    return { ...answer, hits };
  }

  private roomsOf(person: Person, room: string | undefined, names: readonly string[]): Room[] {
    const { rooms } = this.options;
    const visible =
      room === undefined ? [...rooms.all()].filter((r) => maySee(person, r)) : [visibleRoom(rooms, person, room)];
    if (names.length === 0) return visible;
    const wanted = new Set(names.map((name) => name.toLowerCase()));
    return visible.filter(({ info }) => wanted.has(info.slug.toLowerCase()) || wanted.has(info.name.toLowerCase()));
  }
}
