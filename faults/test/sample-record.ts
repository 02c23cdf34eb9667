import type { Message, User } from '@confab/protocol';
import type { FaultRecord, RecordedEvent, ShownTimeline } from '../src/record.ts';

export const ROOM = 'room-1';
const LIFE = 'life-1';

/** A small record in which all is well: Ada writes, edits and deletes, Ben reads, reacts and resumes. Tests break it. */
export interface SampleRecord extends FaultRecord {
  events: RecordedEvent[];
  timelines: (ShownTimeline & { sent: Message[] })[];
  stored: Map<string, Message[]>;
}

const USERS = { ada: user('ada'), ben: user('ben') };

function user(name: string): User {
  return { id: `user-${name}`, name, kind: 'guest' };
}

/** Message `n` as it was first stored. */
export function message(n: number, changes: Partial<Message> = {}): Message {
  return { room: ROOM, seq: n, rev: n, id: `m${n}`, author: USERS.ada, body: `ada ${n}`, at: 1_000 + n, ...changes };
}

/** Connection 1 is Ada's, 2 is Ben's, 3 Ben's after a cut. */
export function sampleRecord(): SampleRecord {
  const edited = message(1, { rev: 4, body: 'ada edit 1', editedAt: 2_000 });
  const liked = message(2, { rev: 5, reactions: [{ emoji: '👍', count: 1, users: [USERS.ben.id] }] });
  const deleted = message(3, { rev: 6, body: '', deleted: true });
  const push = (connection: number, what: Message) => received(connection, { type: 'message', ...what });
  const events: RecordedEvent[] = [
    ...arrives(1, 'ada'),
    ...joins(1, undefined, { rev: 0, messages: [] }),
    ...arrives(2, 'ben'),
    ...joins(2, undefined, { rev: 0, messages: [] }),
    ...[1, 2, 3].flatMap((n): RecordedEvent[] => [
      { kind: 'written', person: 'ada', room: ROOM, body: `ada ${n}` },
      { kind: 'sent', connection: 1, frame: { type: 'message', id: `m${n}`, room: ROOM, body: `ada ${n}` } },
      push(1, message(n)),
      received(1, { type: 'ack', id: `m${n}`, seq: n, rev: n, at: 1_000 + n }),
    ]),
    push(2, message(1)),
    push(2, message(2)),
    { kind: 'closed', connection: 2, code: 1006 },
    { kind: 'sent', connection: 1, frame: { type: 'edit', id: 'e1', room: ROOM, message: 'm1', body: 'ada edit 1' } },
    push(1, edited),
    received(1, { type: 'ack', id: 'e1', rev: 4 }),
    ...arrives(3, 'ben'),
    ...joins(3, 2, { rev: 4, messages: [message(3), edited] }),
    {
      kind: 'sent',
      connection: 3,
      frame: { type: 'react', id: 'r1', room: ROOM, message: 'm2', emoji: '👍', on: true },
    },
    push(1, liked),
    push(3, liked),
    received(3, { type: 'ack', id: 'r1', rev: 5 }),
    { kind: 'sent', connection: 1, frame: { type: 'delete', id: 'd1', room: ROOM, message: 'm3' } },
    push(1, deleted),
    push(3, deleted),
    received(1, { type: 'ack', id: 'd1', rev: 6 }),
  ];
  const final = [edited, liked, deleted];
  const timelines = ['ada', 'ben'].map((person) => ({
    person,
    room: ROOM,
    sent: [...final],
    unsent: [],
    rev: 6,
    head: 3,
    atRest: true,
  }));
  return { events, timelines, stored: new Map([[ROOM, [...final]]]) };
}

export function received(
  connection: number,
  frame: Extract<RecordedEvent, { kind: 'received' }>['frame'],
): RecordedEvent {
  return { kind: 'received', connection, frame };
}

export function arrives(connection: number, person: keyof typeof USERS, life = LIFE): RecordedEvent[] {
  return [
    { kind: 'opened', connection, person },
    received(connection, {
      type: 'hello',
      role: 'guest' as const,
      user: USERS[person],
      server: { version: '0', now: 0, life },
      heartbeatMs: 10_000,
      limits: { frameBytes: 0, bodyCodePoints: 0, idLength: 0, fileBytes: 1_000_000 },
      rooms: [],
    }),
  ];
}

export function joins(
  connection: number,
  since: number | undefined,
  { rev, messages, complete = true }: { rev: number; messages: Message[]; complete?: boolean },
): RecordedEvent[] {
  const cursor = since === undefined ? {} : { since, life: LIFE };
  const room = {
    id: ROOM,
    kind: 'room' as const,
    slug: ROOM,
    name: ROOM,
    topic: '',
    private: false,
    archived: false,
    createdAt: 0,
  };
  const seq = Math.max(0, ...messages.map((one) => one.seq));
  return [
    { kind: 'sent', connection, frame: { type: 'join', id: `j${connection}`, room: ROOM, ...cursor } },
    received(connection, {
      type: 'joined',
      id: `j${connection}`,
      room,
      rev,
      seq,
      messages,
      presence: { count: 0, members: [] },
      complete,
    }),
  ];
}
