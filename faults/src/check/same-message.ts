import type { Message } from '@confab/protocol';

/** Whether two copies of a message say the same to a reader. */
export function sameMessage(a: Message, b: Message): boolean {
  return a === b || essence(a) === essence(b);
}

function essence(message: Message): string {
  const { room, seq, rev, id, author, body, at, editedAt, deleted, replyTo, thread, toRoom, reactions = [] } = message;
  const reacted = reactions.map(({ emoji, count, users }) => [emoji, count, users]);
  const { count, lastAt, lastSeq, users } = message.threadState ?? {};
  const replies = [count, lastAt, lastSeq, users];
  const place = [room, seq, rev, replyTo, thread, toRoom];
  return JSON.stringify([place, id, author.id, body, at, editedAt, deleted, reacted, replies]);
}
