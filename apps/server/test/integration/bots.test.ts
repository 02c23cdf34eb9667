import type { BotList, BotReply, SignedInReply } from '@confab/protocol';
import Sqlite from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import { newAccount, signUp } from '../support/accounts.ts';
import { sharedServer } from '../support/server.ts';

const server = sharedServer();
let owner: SignedInReply;
beforeAll(async () => {
  owner = await signUp(server(), newAccount('Olga'));
  expect(owner.role).toBe('owner');
});

async function makeBot(body: object): Promise<BotReply> {
  const answer = await server().call('POST', '/api/bots', { token: owner.token, body });
  expect(answer).toMatchObject({ status: 201 });
  return answer.body as BotReply;
}
const asGuest = ({ bot, token }: BotReply) => ({ user: bot.user, token });

describe('A bot', () => {
  test('talks by its token, over HTTP, in the header of a socket, and in an auth frame', async () => {
    const made = await makeBot({ name: ' Build   bot ', allRooms: true });
    expect(made.bot).toMatchObject({ user: { name: 'Build bot', kind: 'bot' }, allRooms: true, createdBy: owner.user });
    expect((await server().call('GET', '/api/session', { token: made.token })).body).toMatchObject({
      user: made.bot.user,
      role: 'member',
    });
    const client = await server().connect(asGuest(made));
    await client.join('general');
    await client.post('general', 'built');
    const other = server().open();
    await other.opened;
    await other.ack({ type: 'auth', token: made.token });
    expect((await other.hello()).user).toEqual(made.bot.user);
  });

  test('has the rooms that it was let into, and sees no others', async () => {
    const [mine, theirs] = [await server().createRoom(owner), await server().createRoom(owner)];
    const hidden = await server().createRoom(owner, { private: true });
    const made = await makeBot({ name: 'Courier', rooms: [mine, hidden] });
    const client = await server().connect(asGuest(made));
    expect(client.greeted.rooms.map(({ id }) => id).sort()).toEqual([mine, hidden].sort());
    await client.join(mine);
    await client.post(mine, 'here');
    await client.join(hidden);
    expect(await client.error({ type: 'join', room: theirs })).toMatchObject({ code: 'room_not_found' });
    expect(await client.error({ type: 'join', room: 'general' })).toMatchObject({ code: 'room_not_found' });
    const listed = await server().call('GET', '/api/rooms', { token: made.token });
    expect((listed.body as { rooms: { id: string }[] }).rooms.map(({ id }) => id).sort()).toEqual(
      [mine, hidden].sort(),
    );
    expect((await server().call('GET', `/api/rooms/${theirs}/messages`, { token: made.token })).status).toBe(404);
    expect((await server().call('POST', '/api/rooms', { token: made.token, body: { name: 'Mine' } })).status).toBe(403);
    // Of what happens elsewhere it hears nothing.
    const fresh = await server().createRoom(owner);
    await client.settled();
    expect(JSON.stringify(client.all)).not.toContain(fresh);
  });

  test('loses everything with its token: revoked, it is gone within a second', async () => {
    const room = await server().createRoom(owner);
    const made = await makeBot({ name: 'Passing', rooms: [room] });
    const client = await server().connect(asGuest(made));
    const path = `/api/bots/${made.bot.user.id}`;
    expect((await server().call('DELETE', path, { token: owner.token })).status).toBe(204);
    expect((await client.close()).code).toBe(4003);
    expect((await server().call('GET', '/api/session', { token: made.token })).status).toBe(401);
    const members = await server().call('GET', `/api/rooms/${room}/members`, { token: owner.token });
    expect(JSON.stringify(members.body)).not.toContain(made.bot.user.id);
    expect((await server().call('DELETE', path, { token: owner.token })).status).toBe(404);
    const list = (await server().call('GET', '/api/bots', { token: owner.token })).body as BotList;
    expect(list.bots.some(({ user }) => user.id === made.bot.user.id)).toBe(false);
  });

  test('leaves a room of its own to who has been there longest', async () => {
    const made = await makeBot({ name: 'Founder', allRooms: true });
    const room = await server().createRoom(asGuest(made));
    const [ada, bo] = [await signUp(server()), await signUp(server())];
    const client = await server().connect(ada);
    await client.join(room);
    await (await server().connect(bo)).join(room);
    await server().call('DELETE', `/api/bots/${made.bot.user.id}`, { token: owner.token });
    expect(await client.next('room', ({ mine }) => mine?.role === 'owner')).toMatchObject({
      room: { id: room, owner: ada.user.id },
    });
    const rename = { token: ada.token, body: { topic: 'taken over' } };
    expect((await server().call('PATCH', `/api/rooms/${room}`, rename)).status).toBe(200);
  });

  test('a new token ends the old one', async () => {
    const made = await makeBot({ name: 'Renewed', allRooms: true });
    const client = await server().connect(asGuest(made));
    const answer = await server().call('POST', `/api/bots/${made.bot.user.id}/token`, { token: owner.token });
    const { token } = answer.body as BotReply;
    expect((await client.close()).code).toBe(4003);
    expect((await server().call('GET', '/api/session', { token: made.token })).status).toBe(401);
    expect((await server().call('GET', '/api/session', { token })).status).toBe(200);
    const log = await server().call('GET', `/api/audit?user=${made.bot.user.id}`, { token: owner.token });
    expect(log.body).toMatchObject({ entries: [{ action: 'bot.renew' }, { action: 'bot.create' }] });
  });

  test('its token is stored as a hash only', async () => {
    const { token } = await makeBot({ name: 'Quiet', allRooms: true });
    expect(token).toMatch(/^confab_bot_[\w-]{43}$/);
    const database = new Sqlite(server().databasePath, { readonly: true });
    const stored = JSON.stringify(database.prepare('SELECT * FROM Bot').all());
    database.close();
    expect(stored).not.toContain(token.slice(-43));
  });
});

describe('Making bots', () => {
  test('is for those who run the server', async () => {
    const [member, guest] = [await signUp(server()), await server().guest()];
    const bot = await makeBot({ name: 'Nosy', allRooms: true });
    for (const { token } of [member, guest, bot]) {
      for (const [method, path] of [
        ['GET', '/api/bots'],
        ['POST', '/api/bots'],
        ['DELETE', `/api/bots/${bot.bot.user.id}`],
        ['POST', `/api/bots/${bot.bot.user.id}/token`],
      ] as const) {
        const body = path === '/api/bots' && method === 'POST' ? { body: { name: 'Sly' } } : {};
        expect(await server().call(method, path, { token, ...body })).toMatchObject({ status: 403 });
      }
    }
    expect((await server().call('GET', '/api/bots')).status).toBe(401);
  });

  test('lets nobody into rooms that one does not see', async () => {
    const guest = await server().guest();
    const hidden = await server().createRoom(guest, { private: true });
    const body = { name: 'Spy', rooms: [hidden] };
    expect(await server().call('POST', '/api/bots', { token: owner.token, body })).toMatchObject({
      status: 404,
      body: { code: 'room_not_found' },
    });
    expect((await server().call('POST', '/api/bots', { token: owner.token, body: { name: '' } })).status).toBe(400);
    expect((await server().call('DELETE', '/api/bots/none', { token: owner.token })).body).toMatchObject({
      code: 'bot_not_found',
    });
  });
});

describe('Roles', () => {
  const role = (token: string, user: string, wanted: string) =>
    server().call('PATCH', `/api/users/${user}`, { token, body: { role: wanted } });

  test('an owner makes admins, who may then do more, also on open sockets', async () => {
    const member = await signUp(server());
    const socket = await server().connect(member);
    expect(await role(owner.token, member.user.id, 'admin')).toMatchObject({ status: 200, body: { role: 'admin' } });
    await socket.next('user');
    expect((await server().call('GET', '/api/bots', { token: member.token })).status).toBe(200);
    expect((await role(member.token, owner.user.id, 'member')).status).toBe(403);
    expect(await role(owner.token, owner.user.id, 'member')).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect((await role(owner.token, member.user.id, 'king')).status).toBe(400);
    await role(owner.token, member.user.id, 'member');
    expect((await server().call('GET', '/api/bots', { token: member.token })).status).toBe(403);
  });

  test('are told with the people whom an owner finds, and to nobody else', async () => {
    const member = await signUp(server());
    const found = async (token: string) =>
      (await server().call('GET', `/api/users?q=${encodeURIComponent(member.user.name)}`, { token })).body;
    expect(await found(owner.token)).toMatchObject({
      users: expect.arrayContaining([{ user: member.user, status: 'offline', role: 'member' }]),
    });
    expect(JSON.stringify(await found(member.token))).not.toContain('role');
  });

  test('guests and strangers have none to change', async () => {
    const guest = await server().guest();
    expect((await role(owner.token, guest.user.id, 'admin')).status).toBe(404);
    expect(await role(owner.token, 'none', 'admin')).toMatchObject({ status: 404, body: { code: 'user_not_found' } });
    expect((await role(guest.token, owner.user.id, 'admin')).status).toBe(403);
  });
});
