import { randomUUID } from 'node:crypto';
import type { RoomList } from '@confab/protocol';
import { describe, expect, test } from 'vitest';
import { sharedServer } from '../support/server.ts';

const server = sharedServer();
const UUID = '0b7e5e8e-6d8f-4b52-9f2b-5a1f6f0c3d11';

describe('a fresh server', () => {
  test('has one public room, general, that everybody may join', async () => {
    const { token } = await server().guest();
    const { rooms } = (await server().call('GET', '/api/rooms', { token })).body as RoomList;
    const general = rooms.find((room) => room.slug === 'general');
    expect(general).toMatchObject({ name: 'general', private: false, archived: false, joined: false });
    expect(general).not.toHaveProperty('owner');
    const client = await server().connect();
    expect((await client.join('general')).room.slug).toBe('general');
  });
});

describe('membership of a public room', () => {
  test('joining makes one a member for good', async () => {
    const guest = await server().guest();
    const owner = await server().guest('Owner');
    const room = await server().createRoom(owner);
    const client = await server().connect(guest);
    await client.join(room);
    await client.leave();
    const again = await server().connect(guest);
    expect(again.greeted.rooms.map((r) => r.id)).toEqual([room]);
    await again.post(room, 'no join on this connection');
  });

  test.each([
    ['message', { id: UUID, body: 'x' }],
    ['edit', { message: UUID, body: 'x' }],
    ['delete', { message: UUID }],
    ['react', { message: UUID, emoji: '👍', on: true }],
    ['read', { seq: 1 }],
  ])('%s by somebody who is no member: not_joined', async (type, fields) => {
    const client = await server().connect();
    expect(await client.error({ type, room: 'general', ...fields })).toMatchObject({ code: 'not_joined' });
  });

  test('members/me ends it: the room leaves the list, pushes stop, writing is not_joined', async () => {
    const [adaGuest, boGuest] = [await server().guest('Ada'), await server().guest('Bo')];
    const room = await server().createRoom(adaGuest);
    const [ada, bo, tab] = [
      await server().connect(adaGuest),
      await server().connect(boGuest),
      await server().connect(boGuest),
    ];
    await ada.join(room);
    await bo.join(room);
    const answer = await server().call('DELETE', `/api/rooms/${room}/members/me`, { token: boGuest.token });
    expect(answer.status).toBe(204);
    for (const client of [bo, tab]) {
      expect(await client.next('room', (frame) => frame.removed === true)).toMatchObject({ room: { id: room } });
    }
    await ada.post(room, 'after Bo went');
    for (const client of [bo, tab]) {
      expect((await client.settled()).filter((f) => f.type === 'message' || f.type === 'activity')).toEqual([]);
    }
    expect(await bo.error({ type: 'message', id: randomUUID(), room, body: 'x' })).toMatchObject({
      code: 'not_joined',
    });
    expect((await server().connect(boGuest)).greeted.rooms).toEqual([]);
    await bo.join(room);
    await bo.post(room, 'back again');
  });

  test('members/me of somebody who is no member: 403 not_joined', async () => {
    const { token } = await server().guest();
    expect(await server().call('DELETE', '/api/rooms/general/members/me', { token })).toMatchObject({
      status: 403,
      body: { code: 'not_joined' },
    });
  });
});

describe('G8 access at delivery: somebody removed from a room receives nothing committed after the removal', () => {
  test('while others write without pause', async () => {
    const [adaGuest, boGuest] = [await server().guest('Ada'), await server().guest('Bo')];
    const room = await server().createRoom(adaGuest);
    const [ada, bo] = [await server().connect(adaGuest), await server().connect(boGuest)];
    await ada.join(room);
    await bo.join(room);
    const writing = Promise.all(Array.from({ length: 100 }, (_, i) => ada.post(room, `before or after ${i}`)));
    await server().call('DELETE', `/api/rooms/${room}/members/me`, { token: boGuest.token });
    const after = await ada.post(room, 'after');
    await writing;
    await bo.settled();
    const removed = bo.all.findIndex((frame) => frame.type === 'room' && frame.removed);
    expect(removed).toBeGreaterThan(0);
    expect(bo.all.slice(removed).filter((frame) => frame.type === 'message')).toEqual([]);
    expect(bo.pushed().every((message) => message.seq < after.seq)).toBe(true);
  });

  test('a private room that one left cannot be joined any more', async () => {
    const owner = await server().guest();
    const room = await server().createRoom(owner, { private: true });
    const client = await server().connect(owner);
    await client.join(room);
    await client.post(room, 'secret');
    await server().call('DELETE', `/api/rooms/${room}/members/me`, { token: owner.token });
    await client.next('room', (frame) => frame.removed === true);
    expect(await client.error({ type: 'join', room })).toMatchObject({ code: 'room_not_found' });
  });
});

describe('a private room answers an outsider exactly as a room that does not exist', () => {
  test.each([
    ['join', {}],
    ['leave', {}],
    ['message', { id: UUID, body: 'x' }],
    ['edit', { message: UUID, body: 'x' }],
    ['delete', { message: UUID }],
    ['react', { message: UUID, emoji: '👍', on: true }],
    ['read', { seq: 1 }],
  ])('%s', async (type, fields) => {
    const owner = await server().guest('Owner');
    const name = `Hidden ${type}`;
    const hidden = await server().createRoom(owner, { name, private: true });
    const outsider = await server().connect('Eve');
    const missing = await outsider.error({ id: UUID, type, room: 'no-such-room', ...fields });
    expect(missing.code).toBe('room_not_found');
    for (const room of [hidden, `hidden-${type}`]) {
      expect(await outsider.error({ id: UUID, type, room, ...fields })).toEqual(missing);
    }
  });

  test('typing into it reaches nobody', async () => {
    const owner = await server().guest('Owner');
    const room = await server().createRoom(owner, { private: true });
    const inside = await server().connect(owner);
    await inside.join(room);
    const outsider = await server().connect('Eve');
    outsider.send({ type: 'typing', room, on: true });
    await outsider.settled();
    expect((await inside.settled()).filter((frame) => frame.type === 'typing')).toEqual([]);
  });

  test.each([
    ['GET', 'messages', undefined],
    ['GET', 'members', undefined],
    ['DELETE', 'members/me', undefined],
    ['PATCH', '', { topic: 'mine now' }],
    ['DELETE', '', undefined],
  ])('%s /api/rooms/:room/%s', async (method, path, body) => {
    const owner = await server().guest('Owner');
    const hidden = await server().createRoom(owner, { private: true });
    const { token } = await server().guest('Eve');
    const ask = (room: string) =>
      server().call(method, `/api/rooms/${room}${path && `/${path}`}`, body ? { token, body } : { token });
    const [missing, answer] = [await ask('no-such-room'), await ask(hidden)];
    expect(missing).toMatchObject({ status: 404, body: { code: 'room_not_found' } });
    expect({ status: answer.status, body: answer.body }).toEqual({ status: missing.status, body: missing.body });
  });

  test('GET /api/search?room= and GET /api/rooms', async () => {
    const owner = await server().guest('Owner');
    const room = await server().createRoom(owner, { private: true });
    const inside = await server().connect(owner);
    await inside.post(room, 'xylophone');
    const { token } = await server().guest('Eve');
    expect(await server().call('GET', `/api/search?q=xylophone&room=${room}`, { token })).toMatchObject({
      status: 404,
    });
    expect((await server().call('GET', '/api/search?q=xylophone', { token })).body).toEqual({ hits: [] });
    const { rooms } = (await server().call('GET', '/api/rooms', { token })).body as RoomList;
    expect(rooms.map((r) => r.id)).not.toContain(room);
    expect((await server().call('GET', '/api/search?q=xylophone', { token: owner.token })).body).toMatchObject({
      hits: [{ message: { body: 'xylophone' } }],
    });
  });

  test('its name is free for others', async () => {
    const owner = await server().guest('Owner');
    await server().createRoom(owner, { name: 'Taken in secret', private: true });
    const eve = await server().guest('Eve');
    await server().createRoom(eve, { name: 'Taken in secret' });
  });

  test('nobody outside hears that it was made or changed', async () => {
    const owner = await server().guest('Owner');
    const outsider = await server().connect('Eve');
    const room = await server().createRoom(owner, { private: true });
    await server().call('PATCH', `/api/rooms/${room}`, { token: owner.token, body: { topic: 'x' } });
    await server().call('DELETE', `/api/rooms/${room}`, { token: owner.token });
    expect(await outsider.settled()).toEqual([]);
  });
});
