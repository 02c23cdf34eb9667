import type { User } from '@confab/protocol';
import { expect, test } from 'vitest';
import type { Room } from '../../src/rooms/room.ts';
import { Roster } from '../../src/rooms/roster.ts';

const user = (name: string): User => ({ id: `u-${name.toLowerCase()}`, name, kind: 'person' });
const room = { info: { id: 'room-1' } } as Room;

/** A roster whose members are asked for, and come when the test says so. */
function reading() {
  let answer: (members: User[]) => void = () => undefined;
  let asked = 0;
  const roster = new Roster(() => {
    asked += 1;
    return new Promise((resolve) => {
      answer = resolve;
    });
  });
  return { roster, answer: (...members: User[]) => answer(members), asked: () => asked };
}

test('asks for the members once, at the first mention', async () => {
  const { roster, answer, asked } = reading();
  expect(roster.mentioned(room, 'nobody')).toEqual([]);
  const both = Promise.all([roster.mentioned(room, '@Ada'), roster.mentioned(room, '@Bo')]);
  answer(user('Ada'), user('Bo'));
  expect(await both).toEqual([['u-ada'], ['u-bo']]);
  expect(roster.mentioned(room, '@Ada and @Bo')).toEqual(['u-ada', 'u-bo']);
  expect(asked()).toBe(1);
});

test('knows who came, went or has another name while they were being read', async () => {
  const { roster, answer } = reading();
  const first = roster.mentioned(room, '@Ada');
  roster.add(room, user('Cy'));
  roster.remove(room, user('Bo'));
  roster.rename(room, { ...user('Ada'), name: 'Adele' });
  roster.rename(room, user('Stranger'));
  answer(user('Ada'), user('Bo'));
  await first;
  expect(roster.mentioned(room, '@Adele @Bo @Cy @Stranger @Ada')).toEqual(['u-ada', 'u-cy']);
});
