import type { RoomList, RoomReply } from '@confab/protocol';
import { describe, expect, test } from 'vitest';
import { sharedServer } from '../support/server.ts';

const server = sharedServer();

describe('POST /api/rooms', () => {
  test('creates a room: its creator owns it and is a member, everybody online hears of it', async () => {
    const owner = await server().guest('Owner');
    const other = await server().connect('Bo');
    const answer = await server().call('POST', '/api/rooms', {
      token: owner.token,
      body: { name: '  Release  Notes ', topic: ' what is new ' },
    });
    expect(answer.status).toBe(201);
    const { room } = answer.body as RoomReply;
    expect(room).toEqual({
      id: expect.any(String),
      kind: 'room',
      slug: 'release-notes',
      name: 'Release Notes',
      topic: 'what is new',
      private: false,
      archived: false,
      owner: owner.user.id,
      createdAt: expect.any(Number),
    });
    expect(await other.next('room')).toEqual({ type: 'room', room });
    const { rooms } = (await server().call('GET', '/api/rooms', { token: owner.token })).body as RoomList;
    expect(rooms).toContainEqual({ ...room, members: 1, joined: true });
  });

  test('a name that is taken, whatever its case: 409 conflict', async () => {
    const { token } = await server().guest();
    await server().createRoom({ token, user: { id: '', name: '', kind: 'guest' } }, { name: 'Taken' });
    expect(await server().call('POST', '/api/rooms', { token, body: { name: 'tAKEN' } })).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
  });

  test('two who ask for one name at once: one gets it', async () => {
    const people = await Promise.all(Array.from({ length: 5 }, () => server().guest()));
    const answers = await Promise.all(
      people.map(({ token }) => server().call('POST', '/api/rooms', { token, body: { name: 'Race' } })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
  });

  test('a name without letters gets a slug of its own', async () => {
    const { token } = await server().guest();
    const { body } = await server().call('POST', '/api/rooms', { token, body: { name: '🎉' } });
    expect((body as RoomReply).room).toMatchObject({ name: '🎉', slug: expect.stringMatching(/^room(-\d+)?$/) });
  });

  test('H5: null is no field, and one that nobody knows is left out', async () => {
    const { token } = await server().guest();
    const wish = { name: 'Lenient', topic: null, private: null, id: 'general', clientTs: 1 };
    const { body, status } = await server().call('POST', '/api/rooms', { token, body: wish });
    expect(status).toBe(201);
    expect((body as RoomReply).room).toMatchObject({ slug: 'lenient', topic: '', private: false });
    expect((body as RoomReply).room.id).not.toBe('general');
  });

  test.each([
    ['nothing', {}],
    ['an empty name', { name: ' ' }],
    ['a long name', { name: 'x'.repeat(81) }],
    ['a long topic', { name: 'x', topic: 'x'.repeat(251) }],
    ['a topic with NUL', { name: 'x', topic: '\u0000' }],
    ['private that is no boolean', { name: 'x', private: 'yes' }],
    ['a list', []],
    ['null', 'null'],
    ['a number', '7'],
  ])('%s is 400 invalid', async (_name, body) => {
    const { token } = await server().guest();
    expect(await server().call('POST', '/api/rooms', { token, body })).toMatchObject({
      status: 400,
      body: { code: 'invalid', message: expect.any(String) },
    });
  });
});

describe('PATCH and DELETE /api/rooms/:room', () => {
  test.each([
    ['something that cannot be changed', { private: true }, 'private: unknown field'],
    ['null, which says neither to keep nor to clear', { topic: null }, 'topic: is not a valid text'],
  ])('H5: a change to %s is refused, not passed over', async (_name, body, message) => {
    const owner = await server().guest();
    const id = await server().createRoom(owner);
    expect(await server().call('PATCH', `/api/rooms/${id}`, { token: owner.token, body })).toMatchObject({
      status: 400,
      body: { code: 'invalid', message },
    });
  });

  test('the owner renames: the slug stays, everybody hears of it', async () => {
    const owner = await server().guest();
    const id = await server().createRoom(owner, { name: 'Before' });
    const other = await server().connect();
    const answer = await server().call('PATCH', `/api/rooms/${id}`, {
      token: owner.token,
      body: { name: 'After', topic: 'new' },
    });
    expect((answer.body as RoomReply).room).toMatchObject({ id, name: 'After', slug: 'before', topic: 'new' });
    expect((await other.next('room')).room.name).toBe('After');
  });

  test('an archived room can be read, not written: forbidden', async () => {
    const owner = await server().guest();
    const id = await server().createRoom(owner);
    const client = await server().connect(owner);
    const { id: message } = await client.post(id, 'before');
    await server().call('PATCH', `/api/rooms/${id}`, { token: owner.token, body: { archived: true } });
    expect((await client.join(id)).room.archived).toBe(true);
    for (const frame of [
      { type: 'message', id: '0b7e5e8e-6d8f-4b52-9f2b-5a1f6f0c3d12', room: id, body: 'after' },
      { type: 'edit', room: id, message, body: 'x' },
      { type: 'delete', room: id, message },
      { type: 'react', room: id, message, emoji: '👍', on: true },
    ]) {
      expect(await client.error(frame)).toMatchObject({ code: 'forbidden' });
    }
    await client.ack({ type: 'read', room: id, seq: 1 });
    await server().call('PATCH', `/api/rooms/${id}`, { token: owner.token, body: { archived: false } });
    await client.post(id, 'open again');
  });

  test('deleting takes it from everybody: pushes end, it is room_not_found, also after a restart', async () => {
    const owner = await server().guest();
    const id = await server().createRoom(owner);
    const bo = await server().guest('Bo');
    const client = await server().connect(bo);
    await client.join(id);
    expect((await server().call('DELETE', `/api/rooms/${id}`, { token: owner.token })).status).toBe(204);
    expect(await client.next('room', (frame) => frame.removed === true)).toMatchObject({ room: { id } });
    expect(await client.error({ type: 'join', room: id })).toMatchObject({ code: 'room_not_found' });
    expect((await server().connect(bo)).greeted.rooms).toEqual([]);
    expect((await server().call('GET', `/api/rooms/${id}/messages`, { token: bo.token })).status).toBe(404);
  });

  test.each([
    ['PATCH', { topic: 'x' }],
    ['DELETE', undefined],
  ])('%s by anybody but the owner is 403, of general by anybody', async (method, body) => {
    const owner = await server().guest();
    const id = await server().createRoom(owner);
    const other = await server().connect('Bo');
    await other.join(id);
    const { token } = await server().guest();
    for (const room of [id, 'general']) {
      const answer = await server().call(method, `/api/rooms/${room}`, body ? { token, body } : { token });
      expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    }
  });

  test('a room that does not exist is 404', async () => {
    const { token } = await server().guest();
    for (const room of ['nowhere', '..%2f..%2fetc', '%00', 'x'.repeat(200), "'; DROP TABLE Room"]) {
      const answer = await server().call('PATCH', `/api/rooms/${room}`, { token, body: { topic: 'x' } });
      expect(answer).toMatchObject({ status: 404, body: { code: 'room_not_found' } });
    }
  });
});

describe('without a session everything is 401', () => {
  test.each([
    ['GET', '/api/session'],
    ['GET', '/api/rooms'],
    ['POST', '/api/rooms'],
    ['PATCH', '/api/rooms/general'],
    ['DELETE', '/api/rooms/general'],
    ['GET', '/api/rooms/general/members'],
    ['DELETE', '/api/rooms/general/members/me'],
    ['GET', '/api/rooms/general/messages'],
    ['GET', '/api/search?q=x'],
  ])('%s %s', async (method, path) => {
    for (const headers of [
      {},
      { authorization: 'Bearer x' },
      { authorization: 'Basic eDp5' },
      { cookie: 'confab_session=x' },
    ]) {
      const answer = await server().call(method, path, { headers: headers as Record<string, string> });
      expect(answer).toMatchObject({ status: 401, body: { code: 'unauthenticated', message: expect.any(String) } });
    }
  });
});
