import type {
  AckMessage,
  ClientMessage,
  JoinedMessage,
  JoinMessage,
  PingMessage,
  Reply,
  TypingMessage,
} from '@confab/protocol';
import { ClientError, type Clock } from './types.ts';

const TIMEOUT_MS = 15_000;

/** A frame that is answered. Pings are the heartbeat's own affair. */
export type Request = Exclude<ClientMessage, TypingMessage | PingMessage>;

/** The reply that a request hopes for. */
export type ReplyTo<R extends Request> = R extends JoinMessage ? JoinedMessage : AckMessage;

/** Called once, with the reply or with what went wrong. */
export type Answer<T> = (error: ClientError | undefined, reply?: T) => void;

interface Pending {
  expects: Reply['type'];
  answer: Answer<never>;
  timer: unknown;
}

/** The requests in flight on one connection, by id. */
export class Requests {
  readonly #clock: Clock;
  readonly #pending = new Map<string, Pending>();
  #count = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** An id for a request that needs no other: unique on this connection and short. */
  nextId(): string {
    this.#count += 1;
    return `r${this.#count}`;
  }

  /**
   * Expects the reply to `request`. `answer` runs synchronously with the frame, before any frame behind it: a push that
   * follows `joined` in the same network packet must find the room joined. Without a reply in 15 s: `unreachable`.
   */
  expect<R extends Request>(request: R, answer: Answer<ReplyTo<R>>): void {
    const timer = this.#clock.setTimeout(() => {
      this.#pending.delete(request.id);
      answer(new ClientError('unreachable', `no answer to ${request.type} within ${TIMEOUT_MS / 1_000} s`));
    }, TIMEOUT_MS);
    const expects = request.type === 'join' ? 'joined' : 'ack';
    this.#pending.set(request.id, { expects, answer: answer as Answer<never>, timer });
  }

  /** Hands a reply to the request it belongs to; one that nobody waits for any more is ignored. */
  settle(reply: Reply): void {
    if (reply.id === undefined) return;
    const pending = this.#pending.get(reply.id);
    if (!pending || (reply.type !== 'error' && reply.type !== pending.expects)) return;
    this.#take(reply.id, pending);
    if (reply.type === 'error') pending.answer(new ClientError(reply.code, reply.message, reply.retryAfterMs));
    else pending.answer(undefined, reply as never);
  }

  /** The line dropped: whether the server did what was asked is unknown. Every request fails with `closed`. */
  drop(): void {
    for (const [id, pending] of [...this.#pending]) {
      this.#take(id, pending);
      pending.answer(new ClientError('closed', 'the connection was lost'));
    }
  }

  #take(id: string, pending: Pending): void {
    this.#pending.delete(id);
    this.#clock.clearTimeout(pending.timer);
  }
}
