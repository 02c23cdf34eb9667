import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Operation } from '../../src/log/operation.ts';
import { PreparedSqlite } from '../../src/log/prepared-sqlite.ts';
import { Writer } from '../../src/log/writer.ts';
import { ADA, aPost, BO } from '../support/samples.ts';
import { migratedDatabase, temporaryFolder } from './temporary-database.ts';

/** A room "r" with Ada and Bo in it. */
async function stage() {
  const url = `file:${join(await temporaryFolder(), 'confab.db')}`;
  await migratedDatabase(url);
  const writer = new Writer(url);
  const sqlite = new PreparedSqlite(url);
  onTestFinished(async () => {
    sqlite.close();
    await writer.close();
  });
  const session = (user: typeof ADA): Operation => ({
    kind: 'start-session',
    ...{ user, newUser: true, session: user.id, tokenHash: user.id, userAgent: '', at: 0, expiresAt: 1 },
  });
  const enter = (user: string): Operation => ({ kind: 'enter', room: 'r', user, role: 'member', readSeq: 0 });
  const room = { id: 'r', slug: 'r', name: 'r', topic: '', isPrivate: false, ownerId: undefined };
  await writer.commit([{ kind: 'create-room', room, at: 0 }, session(ADA), session(BO), enter(ADA.id), enter(BO.id)]);
  const pointers = () =>
    sqlite.$queryRaw<{ user: string; seq: number }[]>`
      SELECT "userId" AS "user", "readSeq" AS "seq" FROM "Membership" ORDER BY "userId"`;
  return { writer, pointers };
}

const read = (...pointers: [user: string, seq: number][]): Operation => ({
  kind: 'read',
  pointers: pointers.map(([user, seq]) => ({ room: 'r', user, seq })),
});

test('pointers go with posts in one transaction, and each post has its own outcome', async () => {
  const { writer, pointers } = await stage();
  const { outcomes, changes } = await writer.commit([
    aPost({ body: 'one' }),
    read([ADA.id, 2], [BO.id, 1]),
    aPost({ body: 'two' }),
    read([ADA.id, 1], ['nobody', 2]),
    aPost({ body: 'three' }),
  ]);
  expect(outcomes.map((outcome) => outcome.ok && outcome.seq)).toEqual([1, 0, 2, 0, 3]);
  expect(changes.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect(pointers()).toEqual([
    { user: ADA.id, seq: 2 },
    { user: BO.id, seq: 1 },
  ]);
});

test('a pointer never moves backward', async () => {
  const { writer, pointers } = await stage();
  await writer.commit([read([BO.id, 7])]);
  const { outcomes } = await writer.commit([read([BO.id, 3], [BO.id, 5]), read([ADA.id, 4])]);
  expect(outcomes).toMatchObject([{ ok: true }, { ok: true }]);
  expect(pointers()).toEqual([
    { user: ADA.id, seq: 4 },
    { user: BO.id, seq: 7 },
  ]);
});
