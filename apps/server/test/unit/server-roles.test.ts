import { expect, test } from 'vitest';
import { type ServerRoleOptions, ServerRoles } from '../../src/accounts/server-roles.ts';
import type { AccountRecord } from '../../src/log/account-directory.ts';
import { Append } from '../../src/log/append.ts';
import { Person } from '../../src/rooms/person.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { ADA, BO } from '../support/samples.ts';

test('a name that changes while the role does is told as it is now', async () => {
  const account: AccountRecord = { user: BO, role: 'member', email: 'bo@example.org', statusText: '' };
  const append = new Append({
    async commit() {
      account.role = 'admin';
      account.user = { ...BO, name: 'Bo the Second' };
      return { outcomes: [{ ok: true, seq: 0, rev: 0, at: 0 }], changes: [] };
    },
    onCommitted: () => undefined,
  });
  const told: string[] = [];
  const roles = new ServerRoles({
    accounts: { byId: async () => ({ ...account }) },
    append,
    clock: new ManualClock(),
    profiles: { changed: async ({ user, role }: AccountRecord) => void told.push(`${user.name} ${role}`) },
  } as unknown as ServerRoleOptions);
  await roles.change(new Person(ADA, new Map(), 'owner'), BO.id, 'admin');
  expect(told).toEqual(['Bo the Second admin']);
});
