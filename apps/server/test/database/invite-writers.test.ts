import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Writer } from '../../src/log/writer.ts';
import { migratedDatabase, temporaryFolder } from './temporary-database.ts';

test('an invite to a room that goes in the same commit is refused, and nothing else fails with it', async () => {
  const url = `file:${join(await temporaryFolder(), 'confab.db')}`;
  await migratedDatabase(url);
  const writer = new Writer(url);
  onTestFinished(() => writer.close());
  const room = { id: 'r', slug: 'r', name: 'r', topic: '', isPrivate: false, ownerId: undefined };
  await writer.commit([{ kind: 'create-room', room, at: 0 }]);
  const invite = { id: 'i', codeHash: 'hash', room: 'r', by: 'ada', at: 0, expiresAt: 1, maxUses: undefined };
  const { outcomes } = await writer.commit([
    { kind: 'delete-room', room: 'r' },
    { kind: 'create-invite', ...invite },
    { kind: 'create-room', room: { ...room, id: 's', slug: 's' }, at: 0 },
  ]);
  expect(outcomes).toMatchObject([{ ok: true }, { ok: false, code: 'room_not_found' }, { ok: true }]);
});
