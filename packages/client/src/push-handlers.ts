import type { HelloMessage, Push } from '@confab/protocol';

/** What the server sends of its own accord, after the hello. */
export type LivePush = Exclude<Push, HelloMessage>;

/** The pushes that a part of the client cares about, by type. */
export type PushHandlers = { [K in LivePush['type']]?: (push: Extract<LivePush, { type: K }>) => void };

/** Hands a push to its handler. Types that nobody knows (of a newer server) are ignored. */
export function handlePush(handlers: PushHandlers, push: LivePush): void {
  (handlers[push.type] as ((push: LivePush) => void) | undefined)?.(push);
}
