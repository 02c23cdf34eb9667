import { type InviteList, type InviteReply, LIMITS, type RoomReply } from '@confab/protocol';
import { describe, expect, test } from 'vitest';
import { signUp } from '../support/accounts.ts';
import { type Guest, sharedServer, startServer } from '../support/server.ts';

const server = sharedServer();

const call = (who: Guest, method: string, path: string, body?: unknown) =>
  server().call(method, `/api/${path}`, { token: who.token, ...(body === undefined ? {} : { body }) });

/** A private room with an invite to it. */
async function invited(wish: Record<string, number> = {}) {
  const owner = await server().guest('Owner');
  const room = await server().createRoom(owner, { private: true, topic: 'hush' });
  const made = await call(owner, 'POST', `rooms/${room}/invites`, wish);
  expect(made.status).toBe(201);
  return { owner, room, ...(made.body as InviteReply) };
}

const NOT_FOUND = { status: 404, body: { code: 'invite_not_found' } };

describe('an invite into a private room', () => {
  test('tells where it leads, to whoever has it, and lets them in for good', async () => {
    const { room, code, invite, owner } = await invited();
    expect(code).toMatch(/^[\w-]{22}$/);
    expect(invite).toMatchObject({ by: { id: owner.user.id }, uses: 0, expiresAt: invite.createdAt + 604_800_000 });
    expect((await server().call('GET', `/api/invites/${code}`)).body).toEqual({
      room: { name: expect.any(String), topic: 'hush', private: true },
      by: 'Owner',
    });
    const bo = await server().guest('Bo');
    const tab = await server().connect(bo);
    const accepted = await call(bo, 'POST', `invites/${code}`);
    expect((accepted.body as RoomReply).room.id).toBe(room);
    expect(await tab.next('room')).toMatchObject({ room: { id: room }, mine: { role: 'member', unread: 0 } });
    await tab.join(room);
    await tab.post(room, 'thanks');
    expect((await server().connect(bo)).greeted.rooms.map(({ id }) => id)).toEqual([room]);
  });

  test('with one use left lets in one of those who come at once', async () => {
    const { owner, room, code } = await invited({ maxUses: 1 });
    const guests = await Promise.all(Array.from({ length: 4 }, () => server().guest()));
    const answers = await Promise.all(guests.map((guest) => call(guest, 'POST', `invites/${code}`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404]);
    const { invites } = (await call(owner, 'GET', `rooms/${room}/invites`)).body as InviteList;
    expect(invites).toEqual([]);
  });

  test('once used up makes room for the next: what nobody is shown stands in nobody’s way', async () => {
    const { owner, room, code } = await invited({ maxUses: 1 });
    const make = () => call(owner, 'POST', `rooms/${room}/invites`, { maxUses: 1 });
    for (let n = 1; n < LIMITS.invites; n += 1) expect((await make()).status).toBe(201);
    expect(await make()).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect((await call(await server().guest(), 'POST', `invites/${code}`)).status).toBe(200);
    const { invites } = (await call(owner, 'GET', `rooms/${room}/invites`)).body as InviteList;
    expect(invites).toHaveLength(LIMITS.invites - 1);
    expect((await make()).status).toBe(201);
  });

  test('once used up tells nobody where it led, but those who are in', async () => {
    const { code } = await invited({ maxUses: 1 });
    const bo = await server().guest('Bo');
    expect((await call(bo, 'POST', `invites/${code}`)).status).toBe(200);
    expect(await server().call('GET', `/api/invites/${code}`)).toMatchObject(NOT_FOUND);
    expect(await call(await server().guest(), 'GET', `invites/${code}`)).toMatchObject(NOT_FOUND);
    expect((await call(bo, 'GET', `invites/${code}`)).status).toBe(200);
  });

  test('a member who follows it takes no use', async () => {
    const { owner, code } = await invited({ maxUses: 1 });
    expect((await call(owner, 'POST', `invites/${code}`)).status).toBe(200);
    const bo = await server().guest('Bo');
    expect((await call(bo, 'POST', `invites/${code}`)).status).toBe(200);
    expect((await call(bo, 'POST', `invites/${code}`)).status).toBe(200);
  });

  test('is nothing any more once it is revoked', async () => {
    const { owner, room, code, invite } = await invited();
    expect((await call(owner, 'DELETE', `rooms/${room}/invites/${invite.id}`)).status).toBe(204);
    expect(await server().call('GET', `/api/invites/${code}`)).toMatchObject(NOT_FOUND);
    expect(await call(await server().guest(), 'POST', `invites/${code}`)).toMatchObject(NOT_FOUND);
    expect(await call(owner, 'DELETE', `rooms/${room}/invites/${invite.id}`)).toMatchObject(NOT_FOUND);
  });

  test('goes with the room, and with the membership of who made it', async () => {
    const { owner, room, code } = await invited();
    const bo = await server().guest('Bo');
    await call(bo, 'POST', `invites/${code}`);
    await call(owner, 'PATCH', `rooms/${room}/members/${bo.user.id}`, { role: 'moderator' });
    const own = ((await call(bo, 'POST', `rooms/${room}/invites`, {})).body as InviteReply).code;
    await call(owner, 'DELETE', `rooms/${room}/members/${bo.user.id}`);
    expect(await call(bo, 'POST', `invites/${own}`)).toMatchObject(NOT_FOUND);
    await call(owner, 'DELETE', `rooms/${room}`);
    expect(await call(bo, 'POST', `invites/${code}`)).toMatchObject(NOT_FOUND);
  });

  test('is not made by an outsider, for whom there is no such room, nor by a guest who moderates nothing', async () => {
    const { room, code } = await invited();
    const eve = await server().guest('Eve');
    expect(await call(eve, 'POST', `rooms/${room}/invites`, {})).toMatchObject({ body: { code: 'room_not_found' } });
    await call(eve, 'POST', `invites/${code}`);
    expect(await call(eve, 'POST', `rooms/${room}/invites`, {})).toMatchObject({ body: { code: 'forbidden' } });
    expect(await call(eve, 'GET', `rooms/${room}/invites`)).toMatchObject({ body: { code: 'forbidden' } });
  });

  test.each([
    ['a second', { expiresInMs: 1_000 }],
    ['no use', { maxUses: 0 }],
    ['half a use', { maxUses: 1.5 }],
    ['for ever', { expiresInMs: Number.MAX_SAFE_INTEGER }],
  ])('%s is 400 invalid', async (_name, body) => {
    const owner = await server().guest();
    const room = await server().createRoom(owner, { private: true });
    expect(await call(owner, 'POST', `rooms/${room}/invites`, body)).toMatchObject({ status: 400 });
  });

  test('a code that never was answers the same, however it looks', async () => {
    const { token } = await server().guest();
    for (const code of ['x', 'A'.repeat(22), '%00', '..%2f..%2frooms']) {
      expect(await server().call('GET', `/api/invites/${code}`)).toMatchObject(NOT_FOUND);
      expect(await server().call('POST', `/api/invites/${code}`, { token })).toMatchObject(NOT_FOUND);
    }
  });
});

describe('an invite to the server', () => {
  test('is for its owner and admins to make; it lets people make accounts, and leads into no room', async () => {
    const own = await startServer({ SIGNUP: 'open' });
    const owner = await signUp(own);
    const make = (token: string) => own.call('POST', '/api/invites', { token, body: { maxUses: 1 } });
    const made = await make(owner.token);
    expect(made.status).toBe(201);
    const { code, invite } = made.body as InviteReply;
    expect((await own.call('GET', `/api/invites/${code}`)).body).toEqual({ by: 'Ada' });
    const guest = await own.guest();
    expect(await make(guest.token)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await make((await signUp(own)).token)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await own.call('POST', `/api/invites/${code}`, { token: guest.token })).toMatchObject(NOT_FOUND);
    expect(await own.call('DELETE', `/api/invites/${invite.id}`, { token: guest.token })).toMatchObject({
      status: 403,
    });
    expect((await own.call('DELETE', `/api/invites/${invite.id}`, { token: owner.token })).status).toBe(204);
    expect((await own.call('GET', '/api/invites', { token: owner.token })).body).toEqual({ invites: [] });
  });
});

describe('staff', () => {
  test('run a public room without being in it, and learn nothing of a private one', async () => {
    const own = await startServer();
    const owner = await signUp(own);
    const guest = await own.guest('Gus');
    const [open, hidden] = [await own.createRoom(guest), await own.createRoom(guest, { private: true })];
    const edit = (room: string) =>
      own.call('PATCH', `/api/rooms/${room}`, { token: owner.token, body: { topic: 'tidied up' } });
    expect((await edit(open)).status).toBe(200);
    expect(await edit(hidden)).toMatchObject({ status: 404, body: { code: 'room_not_found' } });
    const members = `/api/rooms/${open}/members/${guest.user.id}`;
    expect((await own.call('DELETE', members, { token: owner.token })).status).toBe(204);
  });
});
