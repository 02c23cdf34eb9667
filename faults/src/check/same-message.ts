import type { Message } from '@confab/protocol';

/** Whether two copies of a message say the same to a reader. */
export function sameMessage(a: Message, b: Message): boolean {
  return a === b || essence(a) === essence(b);
}

function essence(message: Message): string {
  const { room, seq, rev, id, author, body, at, editedAt, deleted, replyTo, thread, reactions = [] } = message;
  const reacted = reactions.map(({ emoji, count, users }) => [emoji, count, users]);
  return JSON.stringify([room, seq, rev, id, author.id, body, at, editedAt, deleted, replyTo, thread, reacted]);
}
