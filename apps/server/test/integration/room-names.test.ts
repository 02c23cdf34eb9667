import type { RoomReply } from '@confab/protocol';
import { expect, test } from 'vitest';
import { type Guest, sharedServer } from '../support/server.ts';

const server = sharedServer();

const create = (guest: Guest, body: Record<string, unknown>) =>
  server().call('POST', '/api/rooms', { token: guest.token, body });
const change = (guest: Guest, room: string, body: Record<string, unknown>) =>
  server().call('PATCH', `/api/rooms/${room}`, { token: guest.token, body });
const roomOf = ({ body }: { body: unknown }) => (body as RoomReply).room;

test('a renamed room keeps its address and takes its new name; the old one is free again', async () => {
  const owner = await server().guest();
  const { id } = roomOf(await create(owner, { name: 'Alpha' }));
  expect(roomOf(await change(owner, id, { name: 'Beta' }))).toMatchObject({ name: 'Beta', slug: 'alpha' });
  expect(await create(owner, { name: 'beta' })).toMatchObject({ status: 409 });
  expect(roomOf(await create(owner, { name: 'Alpha' }))).toMatchObject({ name: 'Alpha', slug: 'alpha-2' });
  expect(await change(owner, id, { name: 'ALPHA' })).toMatchObject({ status: 409, body: { code: 'conflict' } });
});

test('names that only look alike in an address are two names', async () => {
  const owner = await server().guest();
  expect(roomOf(await create(owner, { name: 'C++' })).slug).toBe('c');
  expect(roomOf(await create(owner, { name: 'C#' })).slug).toBe('c-2');
});

test('a private room of the same name does not show through, whoever comes first', async () => {
  const people = await Promise.all(['Ada', 'Bo', 'Cy'].map((name) => server().guest(name)));
  const answers = await Promise.all(people.map((guest) => create(guest, { name: 'Plans', private: true })));
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
  expect(roomOf(await create(await server().guest('Di'), { name: 'Plans' })).slug).toBe('plans');
});

test('two changes at once both stay', async () => {
  const owner = await server().guest();
  const { id } = roomOf(await create(owner, { name: 'Both' }));
  await Promise.all([change(owner, id, { name: 'Both of them' }), change(owner, id, { topic: 'and this' })]);
  const { room } = await (await server().connect(owner)).join(id);
  expect(room).toMatchObject({ name: 'Both of them', topic: 'and this' });
});

test("one name at once is one room's, whether it is made or renamed", async () => {
  const owner = await server().guest();
  const [one, two] = [roomOf(await create(owner, { name: 'One' })), roomOf(await create(owner, { name: 'Two' }))];
  const answers = await Promise.all([
    change(owner, one.id, { name: 'Same' }),
    change(owner, two.id, { name: 'same' }),
    create(owner, { name: 'SAME' }),
  ]);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(2);
});

test('a room that is deleted while it is changed or joined is gone for everybody', async () => {
  const owner = await server().guest();
  const reader = await server().connect('Bo');
  const { id } = roomOf(await create(owner, { name: 'Short-lived' }));
  const joining = reader.request({ type: 'join', room: id });
  const [deleted, changed] = await Promise.all([
    server().call('DELETE', `/api/rooms/${id}`, { token: owner.token }),
    change(owner, id, { topic: 'too late' }),
  ]);
  expect(deleted.status).toBe(204);
  expect([200, 404]).toContain(changed.status);
  await joining;
  expect(await reader.error({ type: 'join', room: id })).toMatchObject({ code: 'room_not_found' });
  expect(await change(owner, id, { topic: 'later still' })).toMatchObject({ status: 404 });
});

test('an owner who leaves and comes back is the owner again', async () => {
  const owner = await server().guest();
  const { id } = roomOf(await create(owner, { name: 'Mine' }));
  await server().call('DELETE', `/api/rooms/${id}/members/me`, { token: owner.token });
  await (await server().connect(owner)).join(id);
  expect(await change(owner, id, { topic: 'still mine' })).toMatchObject({ status: 200 });
});
