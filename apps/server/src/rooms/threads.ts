import type { FollowedThread, Message, ThreadList, ThreadPage } from '@confab/protocol';
import type { Append } from '../log/append.ts';
import type { LogReader } from '../log/read.ts';
import type { ThreadReader } from '../log/thread-reader.ts';
import { joinedRoom, visibleRoom } from './access.ts';
import { DomainError, succeed } from './domain-error.ts';
import type { Person } from './person.ts';
import type { RoomRegistry } from './room-registry.ts';
import type { ThreadNews } from './thread-news.ts';

export interface ThreadsOptions {
  append: Append;
  rooms: RoomRegistry;
  reader: LogReader;
  threads: ThreadReader;
  news: ThreadNews;
}

/** Which replies of a thread are wanted; `before` and `after` are exclusive. */
interface PageWish {
  before?: number | undefined;
  after?: number | undefined;
  limit: number;
}

/** Threads as their readers see them: history, read pointers, the list of those one follows. */
export class Threads {
  constructor(private readonly options: ThreadsOptions) {}

  /**
   * A page of a thread's replies, with its root; the newest without `before` and `after`.
   * @throws DomainError room_not_found; message_not_found where the room has no such message, or it is a reply itself
   */
  async page(
    person: Person,
    reference: string,
    rootId: string,
    { before, after, limit }: PageWish,
  ): Promise<ThreadPage> {
    const { reader, rooms, threads } = this.options;
    const room = visibleRoom(rooms, person, reference).info.id;
    // One more than asked for tells whether there is more.
    const reading =
      after === undefined
        ? reader.repliesBefore(rootId, before ?? Number.MAX_SAFE_INTEGER, limit + 1)
        : reader.repliesFrom(rootId, after + 1, limit + 1);
    const [root, replies, read] = await Promise.all([
      this.root(room, rootId),
      reading,
      threads.readPointer(person.user.id, rootId),
    ]);
    const messages = after === undefined ? replies.slice(-limit) : replies.slice(0, limit);
    const page = { root, messages, hasMore: replies.length > limit };
    return read === undefined ? page : { ...page, read };
  }

  /** Everything up to `seq` is read; past the room's head means the head. No effect for somebody who doesn't follow it. */
  async read(person: Person, reference: string, rootId: string, seq: number): Promise<void> {
    const { append, news, rooms, threads } = this.options;
    const { room } = joinedRoom(rooms, person, reference);
    const root = await this.root(room.info.id, rootId);
    const user = person.user.id;
    const to = Math.min(seq, room.seq);
    succeed(await append.submit({ kind: 'read-thread', room: room.info.id, thread: rootId, user, seq: to }));
    const read = await threads.readPointer(user, rootId);
    if (read === undefined) return;
    news.tellOwn(person, { room: room.info.id, thread: rootId, last: root.threadState?.lastSeq ?? 0, read });
  }

  /** Somebody follows a thread from now on, or no longer, until they reply in it or are mentioned. So far, all is read. */
  async follow(person: Person, reference: string, rootId: string, on: boolean): Promise<void> {
    const { append, news, rooms } = this.options;
    const { room } = joinedRoom(rooms, person, reference);
    const { threadState } = await this.root(room.info.id, rootId);
    const [user, seq] = [person.user.id, room.seq];
    succeed(await append.submit({ kind: 'follow-thread', room: room.info.id, thread: rootId, user, seq, on }));
    if (!on) news.forget(user, rootId);
    const push = { room: room.info.id, thread: rootId, last: threadState?.lastSeq ?? 0, read: seq };
    news.tellOwn(person, on ? push : { ...push, unfollowed: true });
  }

  /**
   * The threads that somebody follows, the latest reply first.
   * @param before only threads whose latest reply is older, Unix ms
   */
  async followed(person: Person, limit: number, before: number | undefined): Promise<ThreadList> {
    const { reader, threads } = this.options;
    const { threads: followed, hasMore } = await threads.followed(
      person.user.id,
      [...person.memberships.keys()],
      limit,
      before,
    );
    const roots = new Map((await reader.byIds(followed.map(({ root }) => root))).map((root) => [root.id, root]));
    const listed = followed.flatMap(({ root: id, ...rest }): FollowedThread[] => {
      const root = roots.get(id);
      return root ? [{ root, ...rest }] : [];
    });
    return { threads: listed, hasMore };
  }

  private async root(room: string, id: string): Promise<Message> {
    const [root] = await this.options.reader.byIds([id]);
    if (root?.room !== room || root.thread !== undefined) {
      throw new DomainError('message_not_found', 'there is no such thread in this room');
    }
    return root;
  }
}
