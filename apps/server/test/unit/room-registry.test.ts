import type { Message } from '@confab/protocol';
import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/log/operation.ts';
import type { LogReader } from '../../src/log/read.ts';
import { Tail } from '../../src/log/tail.ts';
import { RoomRegistry } from '../../src/rooms/room-registry.ts';
import { ADA, aRoomInfo, BO } from '../support/samples.ts';
import { aPerson, encodeAsJson, FakeSubscriber } from '../support/subscriber.ts';

const EMPTY = { seq: 0, rev: 0, headId: undefined, replies: [] };

function aRegistry(log: Partial<LogReader> = {}) {
  const reader = { newest: async () => [], ...log } as unknown as LogReader;
  return new RoomRegistry({
    reader,
    createTail: (rev, id) => new Tail(rev, id ?? ''),
    encode: encodeAsJson,
    tailBytes: 1_000_000,
    onRemoved: () => undefined,
  });
}

async function openedRoom(registry: RoomRegistry, n: number) {
  const room = registry.add({ room: aRoomInfo({ id: `r${n}`, slug: `room-${n}` }), ...EMPTY });
  await room.page.load();
  return room;
}

describe('the newest pages of rooms that nobody listens to', () => {
  test('are kept for the 500 that were left last', async () => {
    const registry = aRegistry();
    const rooms = await Promise.all(Array.from({ length: 502 }, (_, n) => openedRoom(registry, n)));
    for (const room of rooms) registry.released(room);
    expect(rooms.filter(({ page }) => !page.loaded)).toEqual([rooms[0], rooms[1]]);
  });

  test('stay where somebody has come back meanwhile, and go when they are the oldest again', async () => {
    const registry = aRegistry();
    const [first, ...others] = await Promise.all(Array.from({ length: 1_002 }, (_, n) => openedRoom(registry, n)));
    if (!first) throw new Error('no room');
    registry.released(first);
    const listener = new FakeSubscriber(aPerson(ADA));
    first.subscribers.add(listener);
    for (const room of others.slice(0, 500)) registry.released(room);
    expect(first.page.loaded).toBe(true);
    first.subscribers.delete(listener);
    registry.released(first);
    expect(first.page.loaded).toBe(true);
    for (const room of others.slice(500)) registry.released(room);
    expect(first.page.loaded).toBe(false);
  });
});

test('what a commit left on disk that nobody heard of is told: in order, with its mentions, however much it is', async () => {
  const stored = Array.from({ length: 1_500 }, (_, i): Message => {
    const seq = i + 1;
    return { id: `m${seq}`, room: 'r1', seq, rev: seq, author: ADA, body: `message ${seq}`, at: 0 };
  });
  const registry = aRegistry({
    changedAfter: async (_room, rev, limit) => stored.filter((message) => message.rev > rev).slice(0, limit),
    mentionsIn: async (ids) => new Map(ids.includes('m2') ? [['m2', [BO.id]]] : []),
  });
  const room = await openedRoom(registry, 1);
  const listener = new FakeSubscriber(aPerson(ADA));
  room.subscribers.add(listener);
  const applied: Change[] = [];
  registry.catchUp(['r1', 'a room that is gone'], (_room, change) => applied.push(change));
  await room.reached(1_500);
  expect(listener.received.map((message) => message.type === 'message' && message.rev)).toEqual(
    stored.map(({ rev }) => rev),
  );
  expect(applied.slice(0, 3)).toMatchObject([
    { seq: 1, isNew: true, mentions: [] },
    { seq: 2, isNew: true, mentions: [BO.id] },
    { seq: 3, isNew: true, mentions: [] },
  ]);
  expect(room.seq).toBe(1_500);
});
