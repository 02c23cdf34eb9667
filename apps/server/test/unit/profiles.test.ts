import { expect, test } from 'vitest';
import { Profiles } from '../../src/accounts/profiles.ts';
import { Append } from '../../src/log/append.ts';
import { Tail } from '../../src/log/tail.ts';
import { People } from '../../src/rooms/people.ts';
import { RoomRegistry } from '../../src/rooms/room-registry.ts';
import { Roster } from '../../src/rooms/roster.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { ManualCommit, turn } from '../support/manual-commit.ts';
import { ADA, aChange, aPost, aRoomInfo } from '../support/samples.ts';
import { encodeAsJson } from '../support/subscriber.ts';

test('what was on its way to the disk while its author got another name is not remembered with the old one', async () => {
  const disk = new ManualCommit();
  const rooms = new RoomRegistry({
    reader: {} as never,
    createTail: (rev, id) => new Tail(rev, id),
    encode: encodeAsJson,
    tailBytes: 1_000_000,
    onRemoved: () => undefined,
  });
  const { tail } = rooms.add({ room: aRoomInfo(), seq: 0, rev: 0, headId: undefined, replies: [] });
  const append = new Append({
    commit: disk.commit,
    onCommitted: (changes) => {
      for (const change of changes) rooms.take(change, () => undefined);
    },
  });
  const account = { user: { ...ADA, name: 'Ada Byron' }, role: 'member' as const, email: undefined, statusText: '' };
  const profiles = new Profiles({
    accounts: { byId: async () => account } as never,
    append,
    clock: new ManualClock(),
    people: new People(
      async () => [],
      () => undefined,
    ),
    rooms,
    roster: new Roster(async () => []),
    encode: encodeAsJson,
    roomsOf: async () => ['r'],
    onServerRole: () => undefined,
  });
  const renamed = profiles.update(ADA.id, { name: 'Ada Byron' });
  await turn();
  void append.submit(aPost());
  await disk.succeed();
  await turn();
  await disk.succeed([aChange({ rev: 1 })]);
  await renamed;
  expect(tail.wroteIn(ADA.id)).toBe(false);
});
