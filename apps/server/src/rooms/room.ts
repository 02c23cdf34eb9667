import { type Room as RoomInfo, type RoomSort, sortOf } from '@confab/protocol';
import type { Change } from '../log/operation.ts';
import type { Tail } from '../log/tail.ts';
import type { NewestPage } from './newest-page.ts';
import type { Person } from './person.ts';
import { PresentPeople } from './present-people.ts';
import { ReplySeqs } from './reply-seqs.ts';
import type { EncodeFrame, Frame, Subscriber } from './subscriber.ts';

/** What a room needs from outside. */
export interface RoomPorts {
  tail: Tail;
  page: NewestPage;
  encode: EncodeFrame;
  /** Reads what the room missed: every change after `rev`, by ascending `rev`. */
  readAfter: (rev: number) => Promise<Change[]>;
  /** The `seq` of what stands in threads only so far, ascending; none where left out. */
  replies?: number[];
}

/** One room, live: who listens, who is there, and its log as far as this server has heard it. */
export class Room {
  /** Deleted: whoever still holds it must not go on. */
  gone = false;
  readonly subscribers = new Set<Subscriber>();
  readonly present = new PresentPeople();
  readonly tail: Tail;
  readonly page: NewestPage;
  readonly replies: ReplySeqs;
  private healing = false;
  private readonly ahead = new Map<number, Change>();
  private waiters: { rev: number; resolve: () => void }[] = [];
  private encoded: { info: RoomInfo; json: string } | undefined;

  constructor(
    /** What others see of it; a change puts a new object in its place. */
    public info: RoomInfo,
    public seq: number,
    public rev: number,
    private readonly ports: RoomPorts,
  ) {
    this.tail = ports.tail;
    this.page = ports.page;
    this.replies = new ReplySeqs(ports.replies);
  }

  /**
   * Takes a committed change: in order, each once. One that comes early waits until the log has filled the hole, so
   * every subscriber sees every `rev` in order (G3).
   * @param onApplied hears each change as it is broadcast
   */
  take(change: Change, onApplied: (change: Change) => void): void {
    if (change.rev <= this.rev) return;
    if (change.rev > this.rev + 1) {
      this.ahead.set(change.rev, change);
      void this.catchUp(onApplied);
      return;
    }
    this.apply(change);
    onApplied(change);
    const next = this.ahead.get(this.rev + 1);
    if (next) {
      this.ahead.delete(next.rev);
      this.take(next, onApplied);
    }
  }

  /** Who the room is for. */
  get sort(): RoomSort {
    return sortOf(this.info);
  }

  /** `info`, encoded: every greeting and every join asks for it. */
  get encodedInfo(): string {
    const { info } = this;
    if (this.encoded?.info !== info) this.encoded = { info, json: JSON.stringify(info) };
    return this.encoded.json;
  }

  /** Sends a frame to every subscriber but those of one person. */
  broadcast(frame: Frame, except?: Person): void {
    for (const subscriber of this.subscribers) {
      if (subscriber.person !== except) subscriber.deliver(frame);
    }
  }

  /** Resolves once the room has heard of `rev`. */
  reached(rev: number): Promise<void> {
    if (this.rev >= rev) return Promise.resolve();
    return new Promise((resolve) => this.waiters.push({ rev, resolve }));
  }

  private apply(change: Change): void {
    this.rev = change.rev;
    if (change.seq > this.seq) this.seq = change.seq;
    if (change.isNew && change.threadOnly) this.replies.add(change.seq);
    this.tail.add(change);
    this.page.apply(change);
    if (this.subscribers.size > 0) this.broadcast(this.ports.encode(`{"type":"message",${change.json.slice(1)}`));
    if (this.waiters.length > 0) this.wake();
  }

  private wake(): void {
    const due = this.waiters.filter((waiter) => waiter.rev <= this.rev);
    this.waiters = this.waiters.filter((waiter) => waiter.rev > this.rev);
    for (const waiter of due) waiter.resolve();
  }

  /**
   * Takes from the log what the room has not heard of. A message that changed again meanwhile has only its later rev
   * there; the revs in between have no state of their own any more, so the room steps over them. Where the log cannot be
   * read, the room's next change tries again.
   */
  async catchUp(onApplied: (change: Change) => void): Promise<void> {
    if (this.healing) return;
    this.healing = true;
    const from = this.rev;
    try {
      for (const change of await this.ports.readAfter(this.rev)) {
        if (change.rev <= this.rev) continue;
        this.ahead.delete(change.rev);
        this.apply(change);
        onApplied(change);
      }
    } catch {
      return;
    } finally {
      this.healing = false;
    }
    for (const rev of this.ahead.keys()) if (rev <= this.rev) this.ahead.delete(rev);
    const next = this.ahead.get(this.rev + 1);
    if (next) this.take(next, onApplied);
    // The log hands out so much at a time; while it gives something, there may be more.
    else if (this.rev > from) await this.catchUp(onApplied);
  }
}
