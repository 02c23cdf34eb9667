import { describe, expect, test } from 'vitest';
import type { LogReader } from '../../src/log/read.ts';
import { Tail } from '../../src/log/tail.ts';
import { People } from '../../src/rooms/people.ts';
import { Presence } from '../../src/rooms/presence.ts';
import { PresentPeople } from '../../src/rooms/present-people.ts';
import { RoomRegistry } from '../../src/rooms/room-registry.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { ADA, aRoomInfo, BO } from '../support/samples.ts';
import { aPerson, encodeAsJson, FakeSubscriber } from '../support/subscriber.ts';

/** What a member who joins now is shown. */
function shown(present: PresentPeople): unknown {
  return JSON.parse(`[${present.encode()}]`);
}

/** The same, put together anew. */
function actual(present: PresentPeople): unknown {
  return Array.from(present.values(), (person) => person.presentMember);
}

test('whoever comes between two joins is added, in order, however many they are and whatever they are called', () => {
  const present = new PresentPeople();
  expect(shown(present)).toEqual([]);
  for (let i = 0; i < 200; i++) {
    present.add(aPerson({ id: `u${i}`, name: `Ünï “${i}” 🙂`, kind: 'guest' }));
    if (i % 7 === 0) expect(shown(present)).toEqual(actual(present));
  }
  expect(shown(present)).toEqual(actual(present));
});

test('who goes is not shown, and whoever takes their place stands where they stood', () => {
  const present = new PresentPeople();
  for (const user of [ADA, BO]) present.add(aPerson(user));
  expect(shown(present)).toHaveLength(2);
  expect(present.delete(ADA.id)).toBe(true);
  expect(present.delete(ADA.id)).toBe(false);
  expect(shown(present)).toEqual(actual(present));
  present.add(aPerson(ADA));
  present.add(aPerson({ ...BO, name: 'Bo II' }));
  expect(shown(present)).toEqual(actual(present));
});

describe('what a join shows follows what presence does', () => {
  function stage() {
    const clock = new ManualClock();
    const rooms = new RoomRegistry({
      reader: {} as LogReader,
      createTail: (rev, id) => new Tail(rev, id),
      encode: encodeAsJson,
      tailBytes: 1_000,
      onRemoved: () => undefined,
    });
    const people = new People(
      async () => [],
      () => undefined,
    );
    const presence = new Presence({ clock, people, rooms, encode: encodeAsJson, graceMs: 1_000 });
    const { present } = rooms.add({ room: aRoomInfo(), seq: 0, rev: 0, headId: undefined, replies: [] });
    const ada = aPerson(ADA, 'r');
    const connect = () => {
      const connection = new FakeSubscriber(ada);
      ada.connections.delete(connection);
      presence.connect(connection);
      return connection;
    };
    return { clock, presence, present, connect };
  }

  test('a status, that of another connection, and what is left when it closes', () => {
    const { clock, presence, present, connect } = stage();
    const statusNow = () => (shown(present) as { status: string }[]).map(({ status }) => status);
    const phone = connect();
    expect(statusNow()).toEqual(['online']);
    presence.setStatus(phone, 'away');
    expect(statusNow()).toEqual(['away']);
    const desk = connect();
    expect(statusNow()).toEqual(['online']);
    presence.setStatus(desk, 'dnd');
    expect(statusNow()).toEqual(['dnd']);
    presence.disconnect(desk);
    expect(statusNow()).toEqual(['away']);
    presence.disconnect(phone);
    expect(statusNow()).toEqual(['away']);
    clock.advance(1_000);
    expect(statusNow()).toEqual([]);
    connect();
    expect(statusNow()).toEqual(['online']);
  });
});
