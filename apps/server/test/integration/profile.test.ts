import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SessionInfo } from '@confab/protocol';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { newAccount, signUp } from '../support/accounts.ts';
import { type Guest, sharedServer, startServer } from '../support/server.ts';

const server = sharedServer();

const patch = (who: Guest, body: object) => server().call('PATCH', '/api/me', { token: who.token, body });

async function put(who: Guest, body: Buffer | string, type = 'image/png') {
  const response = await fetch(`${server().url}/api/me/avatar`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${who.token}`, 'content-type': type },
    body: typeof body === 'string' ? body : new Uint8Array(body),
  });
  return { status: response.status, body: (await response.json()) as SessionInfo & { code?: string } };
}

const picture = (width = 640, height = 480) =>
  sharp({ create: { width, height, channels: 3, background: 'teal' } })
    .withExif({ IFD0: { Copyright: 'secret place' } })
    .jpeg()
    .toBuffer();

describe('Name and status text', () => {
  test('reach everybody who shares a room, and what was said before', async () => {
    const [ada, bo, cy] = [await signUp(server()), await server().guest('Bo'), await server().guest('Cy')];
    const room = await server().createRoom(ada);
    const [mine, theirs, stranger] = [
      await server().connect(ada),
      await server().connect(bo),
      await server().connect(cy),
    ];
    await mine.join(room);
    await theirs.join(room);
    await mine.post(room, 'before');
    const answer = await patch(ada, { name: ' Ada  Lovelace ', statusText: ' On leave ' });
    const user = { ...ada.user, name: 'Ada Lovelace' };
    expect(answer).toMatchObject({ status: 200, body: { user, statusText: 'On leave' } });
    expect(await theirs.next('user')).toEqual({ type: 'user', user, statusText: 'On leave' });
    // What one may do on the server is told to oneself only.
    expect(await mine.next('user')).toEqual({ type: 'user', user, statusText: 'On leave', role: ada.role });
    await mine.post(room, 'after');
    expect((await theirs.next('message', ({ body }) => body === 'after')).author).toEqual(user);
    const fresh = await server().connect(bo);
    const { messages, presence } = await fresh.join(room);
    expect(messages.map(({ author }) => author.name)).toEqual(['Ada Lovelace', 'Ada Lovelace']);
    expect(presence.members).toContainEqual({ user, status: 'online', statusText: 'On leave' });
    const list = await server().call('GET', `/api/rooms/${room}/members`, { token: bo.token });
    expect(list.body).toMatchObject({ members: [{ user, statusText: 'On leave' }, { user: bo.user }] });
    expect(stranger.all.some(({ type }) => type === 'user')).toBe(false);
  });

  test('are told of who comes in later, too', async () => {
    const [ada, bo] = [await server().guest('Ada'), await server().guest('Bo')];
    const room = await server().createRoom(ada);
    const mine = await server().connect(ada);
    await mine.join(room);
    await patch(bo, { statusText: 'On leave' });
    await (await server().connect(bo)).join(room);
    const { joined } = await mine.next('presence', (push) => push.joined.some(({ user }) => user.id === bo.user.id));
    expect(joined).toContainEqual({ user: bo.user, status: 'online', statusText: 'On leave' });
  });

  test('a mention finds the new name', async () => {
    const [ada, bo] = [await server().guest('Ada'), await server().guest('Bo')];
    const room = await server().createRoom(ada);
    const [mine, theirs] = [await server().connect(ada), await server().connect(bo)];
    await mine.join(room);
    await theirs.join(room);
    await mine.post(room, '@Bo');
    await patch(bo, { name: 'Beatrix' });
    await theirs.request({ type: 'leave', room });
    await mine.post(room, '@Beatrix');
    expect(await theirs.next('activity')).toMatchObject({ mentions: 2 });
  });

  test('a resume knows the new name, too', async () => {
    const [ada, bo] = [await server().guest('Ada'), await server().guest('Bo')];
    const room = await server().createRoom(ada);
    const mine = await server().connect(ada);
    await mine.join(room);
    const { rev, id } = await mine.post(room, 'one');
    await mine.post(room, 'two');
    await patch(ada, { name: 'Ada Byron' });
    const theirs = await server().connect(bo);
    await theirs.join(room);
    const again = await server().connect(bo);
    const { life } = again.greeted.server;
    const { messages } = await again.join(room, { since: rev, sinceId: id, life });
    expect(messages.map(({ body, author }) => [body, author.name])).toEqual([['two', 'Ada Byron']]);
  });

  test.each([
    ['an empty name', { name: ' ' }],
    ['a long one', { name: 'x'.repeat(81) }],
    ['one that turns the text around', { name: 'Ada\u202Egnp' }],
    ['an invisible one', { name: '\u2800\u3164' }],
    ['a long status text', { statusText: 'x'.repeat(101) }],
    ['a role', { role: 'owner' }],
    ['a picture', { avatar: '/api/avatars/x' }],
  ])('%s is refused', async (_what, body) => {
    expect(await patch(await server().guest(), body)).toMatchObject({ status: 400, body: { code: 'invalid' } });
  });

  test('many changes in a row are held up', async () => {
    const guest = await server().guest();
    const answers = await Promise.all(Array.from({ length: 21 }, (_, n) => patch(guest, { statusText: `${n}` })));
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(1);
  });

  test('without a session: 401', async () => {
    expect((await server().call('PATCH', '/api/me', { body: {} })).status).toBe(401);
    expect((await server().call('DELETE', '/api/me/avatar')).status).toBe(401);
  });
});

describe('A picture', () => {
  test('is cut to a small square without its metadata, under an address that nobody guesses', async () => {
    const ada = await signUp(server());
    const { status, body } = await put(ada, await picture(), 'image/jpeg');
    expect(status).toBe(200);
    expect(body.user.avatar).toMatch(/^\/api\/avatars\/[0-9a-f]{32}$/);
    const response = await fetch(server().url + body.user.avatar);
    expect(response.headers.get('content-type')).toBe('image/webp');
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(response.headers.get('vary')).toBe('Origin');
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const kept = await sharp(Buffer.from(await response.arrayBuffer())).metadata();
    expect(kept).toMatchObject({ format: 'webp', width: 256, height: 256 });
    expect(kept.exif).toBeUndefined();
  });

  test('a new one has a new address, and the old one is gone; so it is when it is taken away', async () => {
    const ada = await server().guest();
    const first = (await put(ada, await picture())).body.user.avatar;
    const second = (await put(ada, await picture(100, 100))).body.user.avatar;
    expect(second).not.toBe(first);
    expect((await fetch(`${server().url}${first}`)).status).toBe(404);
    const answer = await server().call('DELETE', '/api/me/avatar', { token: ada.token });
    expect(answer).toMatchObject({ status: 200 });
    expect((answer.body as SessionInfo).user.avatar).toBeUndefined();
    expect((await fetch(`${server().url}${second}`)).status).toBe(404);
  });

  test('of several at once the last stays, and its file alone', async () => {
    const own = await startServer();
    const ada = await own.guest();
    const body = new Uint8Array(await picture());
    const headers = { authorization: `Bearer ${ada.token}`, 'content-type': 'image/jpeg' };
    const upload = () => fetch(`${own.url}/api/me/avatar`, { method: 'PUT', headers, body });
    const answers = await Promise.all([upload(), upload(), upload()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const { user } = (await own.call('GET', '/api/session', { token: ada.token })).body as SessionInfo;
    const files = await readdir(join(dirname(own.databasePath), 'avatars'));
    expect(files.map((file) => `/api/avatars/${file.replace('.webp', '')}`)).toEqual([user.avatar]);
  });

  test('is shown to others at once, with the messages', async () => {
    const ada = await server().guest();
    const room = await server().createRoom(ada);
    const socket = await server().connect(ada);
    await socket.join(room);
    const { avatar } = (await put(ada, await picture())).body.user;
    expect((await socket.next('user')).user.avatar).toBe(avatar);
    await socket.post(room, 'hello');
    expect((await socket.next('message')).author.avatar).toBe(avatar);
  });

  test.each([
    ['an SVG, whatever it says it is', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'image/png'],
    ['a text', 'hello', 'image/png'],
    ['half an image', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'image/png'],
    ['nothing', '', 'image/png'],
  ])('%s is refused', async (_what, body, type) => {
    expect(await put(await server().guest(), body, type)).toMatchObject({ status: 400, body: { code: 'invalid' } });
  });

  test('one of too many bytes is 413, one of too many pixels is not unpacked', async () => {
    const guest = await server().guest();
    expect((await put(guest, Buffer.alloc(2 * 1024 * 1024 + 1))).status).toBe(413);
    const bomb = await sharp({ create: { width: 9_000, height: 9_000, channels: 3, background: 'white' } })
      .png()
      .toBuffer();
    expect(bomb.length).toBeLessThan(1024 * 1024);
    expect((await put(guest, bomb)).status).toBe(400);
  });

  test('addresses that are none: 404', async () => {
    for (const id of ['x', '..%2f..%2fconfab.db', '0'.repeat(32)]) {
      expect((await server().call('GET', `/api/avatars/${id}`)).status).toBe(404);
    }
  });

  test('the pictures survive a restart', async () => {
    const own = await startServer();
    const ada = await signUp(own, newAccount());
    const response = await fetch(`${own.url}/api/me/avatar`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${ada.token}`, 'content-type': 'image/jpeg' },
      body: new Uint8Array(await picture()),
    });
    const { user } = (await response.json()) as SessionInfo;
    await own.restart();
    expect((await own.call('GET', '/api/session', { token: ada.token })).body).toMatchObject({ user });
    expect((await fetch(own.url + user.avatar)).status).toBe(200);
  });
});
