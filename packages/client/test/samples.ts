import type { JoinedMessage, Message, MessagePush, Room, RoomSummary, User } from '@confab/protocol';

export const ANN: User = { id: 'u-ann', name: 'Ann', kind: 'person' };
export const BOB: User = { id: 'u-bob', name: 'Bob', kind: 'person' };

export const GENERAL: Room = {
  id: 'room-1',
  slug: 'general',
  name: 'General',
  topic: '',
  private: false,
  archived: false,
  kind: 'room',
  createdAt: 1,
};

/** A message of Bob's whose id, body and time follow from its `seq`. */
export function message(seq: number, rev = seq, changes: Partial<Message> = {}): Message {
  return { room: GENERAL.id, seq, rev, id: `m${seq}`, author: BOB, body: `text ${seq}`, at: seq, ...changes };
}

export function push(seq: number, rev = seq, changes: Partial<Message> = {}): MessagePush {
  return { type: 'message', ...message(seq, rev, changes) };
}

/** Messages `from` to `to`, each unchanged since it was posted. */
export function messages(from: number, to: number): Message[] {
  return Array.from({ length: to - from + 1 }, (_, index) => message(from + index));
}

/** The reply to a join: a room that has only had posts, and its last `page`. */
export function joined(id: string, page: Message[], changes: Partial<JoinedMessage> = {}): JoinedMessage {
  const seq = page.at(-1)?.seq ?? 0;
  const rev = Math.max(0, ...page.map((one) => one.rev));
  const presence = { count: 1, members: [{ user: ANN, status: 'online' as const }] };
  const complete = page.length === seq;
  return { type: 'joined', id, room: GENERAL, rev, seq, messages: page, presence, complete, ...changes };
}

export function summary(changes: Partial<RoomSummary> = {}): RoomSummary {
  return {
    ...GENERAL,
    role: 'member',
    favourite: false,
    muted: false,
    notify: 'all',
    head: 0,
    read: 0,
    unread: 0,
    mentions: 0,
    ...changes,
  };
}
