import type { JoinedMessage } from '@confab/protocol';
import { ClientError } from './client-error.ts';
import type { Clock } from './clock.ts';
import type { Connection } from './connection.ts';
import { type Deferred, deferred } from './deferred.ts';
import { retryDelay } from './retry-delay.ts';
import type { RoomStatus } from './room-handle.ts';
import type { Cursor } from './timeline-state.ts';

/** What a subscription needs of its room. */
export interface SubscriptionPorts {
  clock: Clock;
  random: () => number;
  connection: Connection;
  /** The room's id, or what it was asked for by. */
  key(): string;
  /** From where to read on. */
  cursor(): Cursor | undefined;
  /** The reply to a join with this cursor. `live()` where it can be gone on from, else `enter()` once more. */
  entered(reply: JoinedMessage, cursor: Cursor | undefined): void;
  status(next: RoomStatus): void;
  /** The room is being left: what waits is told before that. */
  leaving(): void;
}

/** Joins a room and stays joined, over lost lines and temporary refusals, as long as that is wanted. */
export interface Subscription {
  readonly status: RoomStatus;
  /** Why it was refused. */
  readonly error: ClientError | undefined;
  /** Whether pushes of the room count: it is live, or the reply to a join is on its way. */
  readonly listens: boolean;
  /** Resolves once live; rejects with ClientError. */
  join(): Promise<void>;
  leave(): Promise<void>;
  /** Becomes a member again, subscribed only where somebody asked for that. */
  rejoin(): Promise<void>;
  /** Asks, where it is wanted and there is a connection: at its `hello`, and where pushes have left a hole. */
  enter(): void;
  /** All of the reply is in. */
  live(): void;
  /** The room is not to be had any more. */
  refuse(refusal: ClientError): void;
  disconnected(): void;
}

/** A subscription that nobody wants yet. */
export function createSubscription({ clock, connection, ...ports }: SubscriptionPorts): Subscription {
  let status: RoomStatus = 'idle';
  let error: ClientError | undefined;
  /** `join()` was called, and `leave()` was not since. */
  let wanted = false;
  /** It is joined for the sake of a message only. */
  let visiting = false;
  /** Stands for the join that is on its way, so that the answer to an abandoned one is ignored. */
  let joining: object | undefined;
  let refusals = 0;
  /** Set while it rests after a refusal: a hole that pushes leave must not ask again at every one of them. */
  let pause: unknown;
  let waiting: Deferred<void> | undefined;

  function becomeLive(): Promise<void> {
    wanted = true;
    if (status === 'live') return Promise.resolve();
    waiting ??= deferred<void>();
    const { promise } = waiting;
    enter();
    return promise;
  }

  function enter(): void {
    if (joining || pause !== undefined || !wanted || !connection.connected) return;
    const attempt = {};
    joining = attempt;
    if (status !== 'live') setStatus('joining');
    const cursor = ports.cursor();
    connection.ask({ type: 'join', room: ports.key(), ...cursor }, (refusal, reply) => {
      if (joining !== attempt) return;
      joining = undefined;
      if (reply) ports.entered(reply, cursor);
      else if (refusal) refused(refusal);
    });
  }

  function refused(refusal: ClientError): void {
    if (refusal.code === 'closed') return;
    refusals += 1;
    const delay = retryDelay(refusal, refusals, ports.random);
    if (delay === undefined) {
      refuse(refusal);
      return;
    }
    pause = clock.setTimeout(() => {
      pause = undefined;
      enter();
    }, delay);
  }

  function refuse(refusal: ClientError): void {
    abandon();
    error = refusal;
    setStatus('refused');
    settle(refusal);
  }

  async function leave(): Promise<void> {
    wanted = visiting = false;
    abandon();
    setStatus('idle');
    ports.leaving();
    settle(new ClientError('closed', 'the room was left'));
    // Without a connection, or outside of the room, there is nothing to leave: whatever the answer is, it will do.
    await new Promise<void>((resolve) => connection.ask({ type: 'leave', room: ports.key() }, () => resolve()));
  }

  /** Whatever is on its way does not matter any more. */
  function abandon(): void {
    clock.clearTimeout(pause);
    joining = pause = undefined;
  }

  function settle(refusal?: ClientError): void {
    const settled = waiting;
    waiting = undefined;
    if (refusal) settled?.reject(refusal);
    else settled?.resolve();
  }

  function setStatus(next: RoomStatus): void {
    if (next === status) return;
    status = next;
    ports.status(next);
  }

  return {
    get status() {
      return status;
    },
    get error() {
      return error;
    },
    get listens() {
      return status === 'live' || joining !== undefined;
    },
    join() {
      visiting = false;
      return becomeLive();
    },
    leave,
    async rejoin() {
      visiting ||= !wanted;
      if (status === 'live') setStatus('idle');
      try {
        await becomeLive();
      } finally {
        // Somebody may have come to stay meanwhile.
        if (visiting) await leave();
      }
    },
    enter,
    live() {
      // Whoever heard what the reply brings may have left at that.
      if (!wanted || joining) return;
      refusals = 0;
      error = undefined;
      setStatus('live');
      settle();
    },
    refuse(refusal) {
      wanted = false;
      refuse(refusal);
    },
    disconnected() {
      abandon();
      if (status !== 'refused') setStatus('idle');
    },
  };
}
