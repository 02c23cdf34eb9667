import { LIMITS } from '@confab/protocol';
import type { BatchState, StoredMessage } from './batch-state.ts';
import type { Change, Outcome, PinOperation } from './operation.ts';
import { done, existing, refuse, touch } from './record-change.ts';

/** Pins or unpins a message. Pinning it again leaves the first pin. */
export function pin(state: BatchState, op: PinOperation, changes: Change[]): Outcome {
  const message = existing(state, op);
  if (!message || message.deleted) return refuse('message_not_found', 'there is no such message in this room');
  if ((message.pinned !== undefined) === op.on) return done(message);
  if (op.on) {
    const count = state.pinCounts.get(op.room) ?? 0;
    if (count >= LIMITS.pins) return refuse('conflict', `a room holds at most ${LIMITS.pins} pins`);
    message.pinned = { by: op.user, at: op.at };
    state.pinCounts.set(op.room, count + 1);
    state.changedPins.add(message.id);
  } else {
    unpin(state, message);
  }
  return touch(state, message, changes);
}

/** Takes a message's pin away, where it has one. */
export function unpin(state: BatchState, message: StoredMessage): void {
  if (!message.pinned) return;
  message.pinned = undefined;
  state.changedPins.add(message.id);
  const count = state.pinCounts.get(message.room);
  if (count !== undefined) state.pinCounts.set(message.room, count - 1);
}
