import type { BatchState, StoredMessage } from './batch-state.ts';
import { encodeMessage } from './encode-message.ts';
import type { Change, Outcome } from './operation.ts';

/** Why an operation is refused. */
type Refusal =
  | 'conflict'
  | 'room_not_found'
  | 'message_not_found'
  | 'file_not_found'
  | 'forbidden'
  | 'too_large'
  | 'invalid';

/** Gives a message that has changed the room's next rev. @param more what else there is to say of the change */
export function touch(
  state: BatchState,
  message: StoredMessage,
  changes: Change[],
  more: Pick<Change, 'mentions' | 'removedFiles'> = {},
): Outcome {
  const head = state.heads.get(message.room);
  if (!head) return refuse('room_not_found', 'there is no such room');
  head.rev += 1;
  message.rev = head.rev;
  state.changedRooms.add(message.room);
  state.changedMessages.add(message.id);
  changes.push({ ...changeOf(message), ...more });
  return done(message);
}

/** The change that a message's present state is. */
export function changeOf(message: StoredMessage): Change {
  const { room, rev, seq, id } = message;
  return { room, rev, seq, id, author: message.author.id, isNew: false, json: encodeMessage(message) };
}

/** The message that an operation names, where the room has it. */
export function existing(state: BatchState, op: { room: string; message: string }): StoredMessage | undefined {
  const message = state.messages.get(op.message);
  return message?.room === op.room ? message : undefined;
}

/** It is so now, by this operation or an earlier one. */
export function done(message: StoredMessage): Outcome {
  return { ok: true, seq: message.seq, rev: message.rev, at: message.at };
}

/** The operation changes nothing. @param reason words for whoever asked */
export function refuse(code: Refusal, reason: string): Outcome {
  return { ok: false, code, reason };
}
