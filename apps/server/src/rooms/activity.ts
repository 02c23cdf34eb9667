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

/** Tells members who have not joined a room on a connection that there is news in it: at once, then once a second. */
export class Activity {
  /** Rooms that spoke less than a second ago, with the newest message not told yet. */
  private readonly resting = new Map<Room, Change | undefined>();

  constructor(private readonly options: ActivityOptions) {}

  /** A change was committed. Members hear of a new message; those whom it mentions at once. */
  committed(room: Room, change: Change): void {
    if (change.mentions) this.updateMentions(room, change, change.mentions);
    if (!change.isNew || change.threadOnly) return;
    if (room.sort === 'direct') this.tellOnce(room, change);
    else if (this.resting.has(room)) this.resting.set(room, change);
    else this.tellAll(room, change);
  }

  /**
   * The unread count of a member: the messages after the read pointer, without what stands in threads only. Writing
   * moves the pointer, so one's own never count.
   */
  static unread(room: Room, readSeq: number): number {
    return Math.max(0, room.seq - readSeq - room.replies.countAfter(readSeq));
  }

  private updateMentions(room: Room, change: Change, mentions: string[]): void {
    // An edit or a deletion may have taken a mention back.
    if (!change.isNew) {
      for (const person of room.present.values()) {
        const membership = person.memberships.get(room.info.id);
        if (membership) membership.mentions = membership.mentions.filter((seq) => seq !== change.seq);
      }
    }
    for (const user of mentions) {
      const person = room.present.get(user);
      const membership = person?.memberships.get(room.info.id);
      if (!person || !membership || user === change.author || change.seq <= membership.readSeq) continue;
      // Somebody who has just come has it from the disk already.
      if (!membership.mentions.includes(change.seq)) membership.mentions.push(change.seq);
      this.tell(room, person, change);
    }
  }

  private tellAll(room: Room, change: Change): void {
    this.tellOnce(room, change);
    this.resting.set(room, undefined);
    this.options.clock.after(this.options.everyMs ?? 1_000, () => {
      const news = this.resting.get(room);
      this.resting.delete(room);
      if (news) this.tellAll(room, news);
    });
  }

  // To who has muted the room only a mention is news.
  private tellOnce(room: Room, change: Change): void {
    for (const person of room.present.values()) {
      if (!person.memberships.get(room.info.id)?.muted) this.tell(room, person, change);
    }
  }

  private tell(room: Room, person: Person, change: Change): void {
    const membership = person.memberships.get(room.info.id);
    if (!membership) return;
    let frame: ReturnType<EncodeFrame> | undefined;
    for (const connection of person.connections) {
      if (room.subscribers.has(connection)) continue;
      frame ??= this.options.encode(JSON.stringify(push(room, membership, change)));
      connection.deliver(frame);
    }
  }
}

function push(room: Room, membership: { readSeq: number; mentions: number[] }, change: Change): ActivityPush {
  const { author, body, attachments } = JSON.parse(change.json) as Message;
  const text = body || (attachments?.[0]?.name ?? '');
  return {
    type: 'activity',
    room: room.info.id,
    seq: room.seq,
    unread: Activity.unread(room, membership.readSeq),
    mentions: membership.mentions.length,
    preview: { author: author.name, body: text.length > PREVIEW ? `${text.slice(0, PREVIEW)}…` : text },
  };
}
