import { expect, test } from 'vitest';
import { membershipWriters } from '../../src/log/directory/membership-writers.ts';
import { migratedDatabase, temporaryUrl } from './temporary-database.ts';

test('who has just got the room is not made its moderator by what was asked before', async () => {
  const { prisma } = await migratedDatabase(await temporaryUrl());
  for (const id of ['ada', 'bo']) await prisma.user.create({ data: { id, name: id, kind: 'guest' } });
  await prisma.room.create({ data: { id: 'r', slug: 'r', name: 'r', ownerId: 'ada' } });
  await prisma.membership.create({ data: { roomId: 'r', userId: 'ada', role: 'owner' } });
  await prisma.membership.create({ data: { roomId: 'r', userId: 'bo' } });
  const give = (role: 'owner' | 'moderator') => ({ kind: 'set-role', room: 'r', user: 'bo', role }) as const;
  const refused = await prisma.$transaction((tx) =>
    membershipWriters['set-role'](tx, [give('owner'), give('moderator')]),
  );
  expect([...(refused ?? []).keys()]).toEqual([1]);
  expect(await prisma.membership.findMany({ orderBy: { userId: 'asc' } })).toMatchObject([
    { userId: 'ada', role: 'moderator' },
    { userId: 'bo', role: 'owner' },
  ]);
});

test('a room that is handed over to somebody who has just left keeps its owner', async () => {
  const { prisma } = await migratedDatabase(await temporaryUrl());
  for (const id of ['ada', 'bo']) await prisma.user.create({ data: { id, name: id, kind: 'guest' } });
  await prisma.room.create({ data: { id: 'r', slug: 'r', name: 'r', ownerId: 'ada' } });
  await prisma.membership.create({ data: { roomId: 'r', userId: 'ada', role: 'owner' } });
  const refused = await prisma.$transaction((tx) =>
    membershipWriters['set-role'](tx, [{ kind: 'set-role', room: 'r', user: 'bo', role: 'owner' }]),
  );
  expect(refused?.get(0)).toMatchObject({ ok: false, code: 'user_not_found' });
  expect(await prisma.room.findUnique({ where: { id: 'r' } })).toMatchObject({ ownerId: 'ada' });
  expect(await prisma.membership.findMany()).toMatchObject([{ userId: 'ada', role: 'owner' }]);
});
