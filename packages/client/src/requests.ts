import type {
  AckMessage,
  ClientMessage,
  JoinedMessage,
  JoinMessage,
  PingMessage,
  Reply,
  TypingMessage,
} from '@confab/protocol';
import { ClientError } from './client-error.ts';
import type { Clock } from './clock.ts';

const TIMEOUT_MS = 15_000;

/** A frame that is answered. Pings are the heartbeat's own affair. */
export type Request = Exclude<ClientMessage, TypingMessage | PingMessage>;

/** The reply that a request hopes for. */
export type ReplyTo<R> = R extends { type: JoinMessage['type'] } ? JoinedMessage : AckMessage;

/** Called once, with the reply or with what went wrong. */
export type Answer<T> = (error: ClientError | undefined, reply?: T) => void;

/** The requests in flight on one connection, by id. */
export interface Requests {
  /**
   * Expects the reply to `request`. `answer` runs synchronously with the frame, before any frame behind it: a push that
   * follows `joined` in the same network packet must find the room joined. Without a reply in 15 s: `unreachable`.
   */
  expect<R extends Request>(request: R, answer: Answer<ReplyTo<R>>): void;
  /** Hands a reply to the request it belongs to, by type and id; one that nobody waits for any more is ignored. */
  settle(reply: Reply): void;
  /** The line dropped: whether the server did what was asked is unknown. Every request fails with `closed`. */
  drop(): void;
}

export function createRequests(clock: Clock): Requests {
  const pending = new Map<string, { expects: Reply['type']; answer: Answer<never> }>();
  return {
    expect(request, answer) {
      const { id, type } = request;
      const timer = clock.setTimeout(
        () => pending.get(id)?.answer(new ClientError('unreachable', 'no answer')),
        TIMEOUT_MS,
      );
      pending.set(id, {
        expects: type === 'join' ? 'joined' : 'ack',
        answer: (error, reply) => {
          pending.delete(id);
          clock.clearTimeout(timer);
          answer(error, reply);
        },
      });
    },
    settle(reply) {
      const waiting = pending.get(reply.id ?? '');
      if (reply.type === 'error')
        waiting?.answer(new ClientError(reply.code, reply.message, reply.retryAfterMs, reply));
      else if (waiting?.expects === reply.type) waiting.answer(undefined, reply as never);
    },
    drop() {
      for (const { answer } of [...pending.values()]) answer(new ClientError('closed', 'no connection'));
    },
  };
}
