import { LIMITS } from '@confab/protocol';
import type { BatchState, FollowReason, StoredMessage } from './batch-state.ts';
import type { Change } from './operation.ts';
import { touch } from './record-change.ts';

/** Takes a new reply into its thread. Its author, the root's and whoever it mentions follow the thread from now on. */
export function addReply(state: BatchState, root: StoredMessage, reply: StoredMessage, mentions: string[]): void {
  const { id, seq, at, author } = reply;
  const before = root.threadState;
  const others = (before?.users ?? []).filter((user) => user !== author.id);
  root.threadState = {
    count: (before?.count ?? 0) + 1,
    lastAt: at,
    lastSeq: seq,
    users: [author.id, ...others].slice(0, LIMITS.threadUsers),
  };
  state.recentReplies.get(root.id)?.unshift({ id, seq, at, author: author.id });
  state.changedThreads.add(root.id);
  state.addedReplies.push(reply);
  follow(state, reply, author.id, { readSeq: seq, why: 'wrote' });
  follow(state, reply, root.author.id, { readSeq: 0, why: 'root' });
  followMentioned(state, reply, mentions);
}

/** Whoever a reply mentions follows its thread from that reply on. */
export function followMentioned(state: BatchState, reply: StoredMessage, mentions: string[]): void {
  for (const user of mentions) follow(state, reply, user, { readSeq: reply.seq - 1, why: 'mentioned' });
}

/** Takes a reply that was deleted out of its thread. */
export function dropReply(state: BatchState, reply: StoredMessage): void {
  const root = reply.thread === undefined ? undefined : state.messages.get(reply.thread);
  if (!root?.threadState) return;
  const left = (state.recentReplies.get(root.id) ?? []).filter(({ id }) => id !== reply.id);
  state.recentReplies.set(root.id, left);
  state.changedThreads.add(root.id);
  const [last] = left;
  if (!last) {
    root.threadState = undefined;
    return;
  }
  root.threadState = {
    count: root.threadState.count - 1,
    lastAt: last.at,
    lastSeq: last.seq,
    users: [...new Set(left.map(({ author }) => author))].slice(0, LIMITS.threadUsers),
  };
}

/** Ends a batch: each root whose thread changed is one change more, however many replies came. */
export function settleThreads(state: BatchState, changes: Change[]): void {
  for (const id of state.changedThreads) {
    const root = state.messages.get(id);
    if (root) touch(state, root, changes);
  }
}

function follow(
  state: BatchState,
  reply: StoredMessage,
  user: string,
  how: { readSeq: number; why: FollowReason },
): void {
  if (reply.thread !== undefined) state.follows.push({ user, thread: reply.thread, room: reply.room, ...how });
}
