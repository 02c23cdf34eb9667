import type { ActivityPush, Message } from '@confab/protocol';
import type { Clock } from '../clock.ts';
import type { Change } from '../log/operation.ts';
import type { Person } from './person.ts';
import type { Room } from './room.ts';
import type { EncodeFrame } from './subscriber.ts';

export interface ActivityOptions {
  clock: Clock;
  encode: EncodeFrame;
  /** The shortest time between two of a room's, ms. */
  everyMs?: number;
}

/** How long a preview is, in UTF-16 code units. */
const PREVIEW = 120;

const NOBODY: ReadonlySet<Person> = new Set();

/** A room that spoke less than a second ago. */
interface Rest {
  /** The newest message not told yet, and who has heard of it already: it mentions them. */
  news: { change: Change; called: ReadonlySet<Person> } | undefined;
}

/** Tells members who have not joined a room on a connection that there is news in it: at once, then once a second. */
export class Activity {
  private readonly resting = new Map<Room, Rest>();

  constructor(private readonly options: ActivityOptions) {}

  /** A change was committed. Members hear of a new message; those whom it mentions at once. */
  committed(room: Room, change: Change): void {
    const called = this.callMentioned(room, change);
    const rest = this.resting.get(room);
    if (!change.isNew) renew(rest, change);
    if (!change.isNew || change.threadOnly) return;
    if (room.sort === 'direct') this.tellOnce(room, change, called);
    else if (rest) rest.news = { change, called };
    else this.tellAll(room, change, called);
  }

  /**
   * The unread count of a member: the messages after the read pointer, without what stands in threads only. Writing
   * moves the pointer, so one's own never count. What was deleted since does: leaving it out takes a record of every room's
   * deletions, read at the start, and a push at each one to all who have it unread; reading on puts it right for nothing.
   */
  static unread(room: Room, readSeq: number): number {
    return Math.max(0, room.seq - readSeq - room.replies.countAfter(readSeq));
  }

  // Brings the mentions of all members up to date. Returns who has been told that they are called.
  private callMentioned(room: Room, change: Change): ReadonlySet<Person> {
    const { isNew, mentions, seq } = change;
    if (!mentions || (isNew && mentions.length === 0)) return NOBODY;
    const called = new Set<Person>();
    if (!isNew) for (const person of takeBack(room, seq, mentions)) this.tell(room, person, change, true);
    for (const user of mentions) {
      const person = room.present.get(user);
      const membership = person?.memberships.get(room.info.id);
      if (!person || !membership || user === change.author || seq <= membership.readSeq) continue;
      // Somebody who has just come has it from the disk already; an edit may have kept it.
      const known = membership.mentions.includes(seq);
      if (!known) membership.mentions.push(seq);
      if (known && !isNew) continue;
      this.tell(room, person, change, !isNew);
      called.add(person);
    }
    return called;
  }

  private tellAll(room: Room, change: Change, called: ReadonlySet<Person>): void {
    this.tellOnce(room, change, called);
    const rest: Rest = { news: undefined };
    this.resting.set(room, rest);
    this.options.clock.after(this.options.everyMs ?? 1_000, () => {
      this.resting.delete(room);
      if (rest.news) this.tellAll(room, rest.news.change, rest.news.called);
    });
  }

  // To who has muted the room only a mention is news.
  private tellOnce(room: Room, change: Change, called: ReadonlySet<Person>): void {
    for (const person of room.present.values()) {
      if (called.has(person) || person.memberships.get(room.info.id)?.muted) continue;
      this.tell(room, person, change);
    }
  }

  /** @param everywhere also who has joined the room: they count new messages, but cannot know what one was before a change */
  private tell(room: Room, person: Person, change: Change, everywhere = false): void {
    const membership = person.memberships.get(room.info.id);
    if (!membership) return;
    let frame: ReturnType<EncodeFrame> | undefined;
    for (const connection of person.connections) {
      if (!everywhere && room.subscribers.has(connection)) continue;
      frame ??= this.options.encode(JSON.stringify(push(room, membership, change)));
      connection.deliver(frame);
    }
  }
}

// What is told at the end of the second is the message as it is then: it may have been edited, or deleted.
function renew(rest: Rest | undefined, change: Change): void {
  if (rest?.news?.change.id === change.id) rest.news.change = change;
}

function push(room: Room, membership: { readSeq: number; mentions: number[] }, change: Change): ActivityPush {
  const { author, body, attachments, deleted } = JSON.parse(change.json) as Message;
  const text = body || (attachments?.[0]?.name ?? '');
  return {
    type: 'activity',
    room: room.info.id,
    seq: room.seq,
    unread: Activity.unread(room, membership.readSeq),
    mentions: membership.mentions.length,
    ...(!deleted && { preview: { author: author.name, body: previewOf(text) } }),
  };
}

function previewOf(text: string): string {
  return text.length > PREVIEW ? `${beginningOf(text)}…` : text;
}

// A cut between the two halves of a character would leave what is no text.
function beginningOf(text: string): string {
  return text.slice(0, PREVIEW).replace(/[\ud800-\udbff]$/, '');
}

// An edit or a deletion may have taken a mention back. Returns whose.
function takeBack(room: Room, seq: number, mentions: readonly string[]): Person[] {
  return [...room.present.values()].filter((person) => {
    const membership = person.memberships.get(room.info.id);
    if (!membership?.mentions.includes(seq) || mentions.includes(person.user.id)) return false;
    membership.mentions = membership.mentions.filter((mention) => mention !== seq);
    return true;
  });
}
