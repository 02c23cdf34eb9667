import { expect, test } from 'vitest';
import { Append } from '../../src/log/append.ts';
import type { LogReader } from '../../src/log/read.ts';
import { Tail } from '../../src/log/tail.ts';
import { Memberships } from '../../src/rooms/memberships.ts';
import { People } from '../../src/rooms/people.ts';
import { Presence } from '../../src/rooms/presence.ts';
import { RoomRegistry } from '../../src/rooms/room-registry.ts';
import { Roster } from '../../src/rooms/roster.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { aRoomInfo, BO } from '../support/samples.ts';
import { aPerson, encodeAsJson, FakeSubscriber } from '../support/subscriber.ts';

/** Bo is online and about to be let into "r". */
function stage() {
  const append = new Append({ commit: async () => ({ outcomes: [], changes: [] }), onCommitted: () => undefined });
  const people = new People(
    async () => [],
    () => undefined,
  );
  const clock = new ManualClock();
  const rooms = new RoomRegistry({
    reader: { newest: async () => [] } as unknown as LogReader,
    createTail: (rev, id) => new Tail(rev, id),
    encode: encodeAsJson,
    tailBytes: 1_000,
    onRemoved: () => undefined,
  });
  const presence = new Presence({ clock, people, rooms, encode: encodeAsJson, graceMs: 0 });
  const roster = new Roster(async () => []);
  const memberships = new Memberships({
    ...{ append, people, presence, roster },
    encode: encodeAsJson,
    ownerOf: async () => undefined,
    onRole: () => undefined,
  });
  const room = rooms.add({ room: aRoomInfo(), seq: 0, rev: 0, headId: undefined, replies: [] });
  const bo = aPerson(BO);
  presence.connect(new FakeSubscriber(bo));
  return { memberships, room, bo };
}

test('whoever is let in and sent away by the same commit is out, in that order', async () => {
  const { memberships, room, bo } = stage();
  await Promise.all([memberships.admitUser(BO, room, 'member', 0), memberships.dismiss(BO, room, {})]);
  expect(bo.memberships.has('r')).toBe(false);
  expect(room.present.size).toBe(0);
});
