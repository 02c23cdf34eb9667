import type { Client, RoomHandle } from '@confab/client';
import type { RoomRole, User } from '@confab/protocol';
import { expect, test } from 'vitest';
import { type Members, readMembers } from '../src/features/members/read-members.ts';

const user = (id: string): User => ({ id, name: id, kind: 'guest' });

test('who is sent away or gets a role while the members are read is shown so', async () => {
  let answer: (list: object) => void = () => undefined;
  const api = { call: () => new Promise((resolve) => (answer = resolve)) } as unknown as Client['api'];
  const listeners = new Set<(user: User, role: RoomRole | undefined) => void>();
  const on = (_event: string, listener: (user: User, role: RoomRole | undefined) => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const taken = new Promise<Members>((take) => readMembers({ api }, { key: 'r', on } as unknown as RoomHandle, take));
  for (const tell of listeners) {
    tell(user('bo'), undefined);
    tell(user('cy'), 'moderator');
  }
  answer({ members: ['ada', 'bo', 'cy'].map((id) => ({ user: user(id), role: 'member', status: 'offline' })) });
  const { users, roles } = await taken;
  expect(users.map(({ id }) => id)).toEqual(['ada', 'cy']);
  expect(Object.fromEntries(roles)).toEqual({ ada: 'member', cy: 'moderator' });
  expect(listeners.size).toBe(0);
});
