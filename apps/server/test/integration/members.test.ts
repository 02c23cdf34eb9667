import type { HelloMessage, MemberList } from '@confab/protocol';
import { describe, expect, test } from 'vitest';
import { type Guest, sharedServer } from '../support/server.ts';

const server = sharedServer();

const call = (who: Guest, method: string, path: string, body?: unknown) =>
  server().call(method, `/api/rooms/${path}`, { token: who.token, ...(body === undefined ? {} : { body }) });

/** A private room of Ada's; Bo and Cy share general with her. */
async function scene() {
  const [ada, bo, cy] = [await server().guest('Ada'), await server().guest('Bo'), await server().guest('Cy')];
  for (const guest of [ada, bo, cy]) await (await server().connect(guest)).join('general');
  const room = await server().createRoom(ada, { private: true });
  const add = (who: Guest, by = ada) => call(by, 'POST', `${room}/members`, { user: who.user.id });
  const rolesOf = async () => {
    const { members } = (await call(ada, 'GET', `${room}/members`)).body as MemberList;
    return Object.fromEntries(members.map(({ user, role }) => [user.name, role]));
  };
  return { ada, bo, cy, room, add, rolesOf };
}

const inRoom = (hello: HelloMessage, room: string) => hello.rooms.find(({ id }) => id === room);

describe('adding somebody to a private room', () => {
  test('opens it to all their connections at once; what was said before is not unread', async () => {
    const { ada, bo, room, add } = await scene();
    const writer = await server().connect(ada);
    await writer.join(room);
    await writer.post(room, 'before Bo');
    const [tab, other] = [await server().connect(bo), await server().connect(bo)];
    expect(await add(bo)).toMatchObject({ status: 201, body: { member: { role: 'member', status: 'online' } } });
    for (const client of [tab, other]) {
      expect(await client.next('room')).toMatchObject({ room: { id: room }, mine: { head: 1, read: 1, unread: 0 } });
    }
    expect(await writer.next('member')).toMatchObject({ room, user: { name: 'Bo' }, role: 'member' });
    expect((await tab.join(room)).messages).toHaveLength(1);
    await writer.post(room, 'after');
    expect(await other.next('activity')).toMatchObject({ room, unread: 1 });
  });

  test('who is a member already stays what they are', async () => {
    const { ada, add, rolesOf } = await scene();
    expect(await add(ada)).toMatchObject({ status: 201, body: { member: { role: 'owner' } } });
    expect(await rolesOf()).toEqual({ Ada: 'owner' });
  });

  test('is for its moderators where one is a guest; for an outsider there is no such room', async () => {
    const { bo, cy, add } = await scene();
    expect(await add(cy, bo)).toMatchObject({ status: 404, body: { code: 'room_not_found' } });
    await add(bo);
    expect(await add(cy, bo)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });

  test('a stranger looks like nobody', async () => {
    const { ada, room } = await scene();
    const stranger = await server().guest('Stranger');
    const ask = (user: string) => call(ada, 'POST', `${room}/members`, { user });
    const [missing, answer] = [await ask('nobody'), await ask(stranger.user.id)];
    expect(missing).toMatchObject({ status: 404, body: { code: 'user_not_found' } });
    expect(answer.body).toEqual(missing.body);
  });

  test.each([[{}], [{ user: 7 }], [{ user: 'x', role: 'king' }], [{ user: 'x', role: 'owner' }]])(
    '%o is 400 invalid',
    async (body) => {
      const { ada, room } = await scene();
      expect(await call(ada, 'POST', `${room}/members`, body)).toMatchObject({ status: 400 });
    },
  );
});

describe('removing somebody', () => {
  test('G8: their connections feel it at once, and get nothing committed after it', async () => {
    const { ada, bo, room, add } = await scene();
    await add(bo);
    const [writer, reader] = [await server().connect(ada), await server().connect(bo)];
    await writer.join(room);
    await reader.join(room);
    const writing = Promise.all(Array.from({ length: 50 }, (_, i) => writer.post(room, `before or after ${i}`)));
    expect((await call(ada, 'DELETE', `${room}/members/${bo.user.id}`)).status).toBe(204);
    await reader.next('room', (push) => push.removed === true);
    const after = await writer.post(room, 'after');
    await writing;
    await reader.settled();
    const removed = reader.all.findIndex((frame) => frame.type === 'room' && frame.removed);
    expect(reader.all.slice(removed).filter(({ type }) => type === 'message' || type === 'activity')).toEqual([]);
    expect(reader.pushed().every(({ seq }) => seq < after.seq)).toBe(true);
    expect(await reader.error({ type: 'join', room })).toMatchObject({ code: 'room_not_found' });
    expect(inRoom((await server().connect(bo)).greeted, room)).toBeUndefined();
  });

  test('a moderator sends members away, not moderators or the owner', async () => {
    const { ada, bo, cy, room, add } = await scene();
    const dee = await server().guest('Dee');
    await (await server().connect(dee)).join('general');
    for (const guest of [bo, cy, dee]) await add(guest);
    for (const guest of [bo, cy]) await call(ada, 'PATCH', `${room}/members/${guest.user.id}`, { role: 'moderator' });
    const remove = (by: Guest, who: Guest) => call(by, 'DELETE', `${room}/members/${who.user.id}`);
    expect(await remove(bo, cy)).toMatchObject({ status: 403 });
    expect(await remove(bo, ada)).toMatchObject({ status: 403 });
    expect(await remove(dee, bo)).toMatchObject({ status: 403 });
    expect((await remove(bo, dee)).status).toBe(204);
    expect(await remove(bo, dee)).toMatchObject({ status: 404, body: { code: 'user_not_found' } });
  });
});

describe('roles', () => {
  test('are the owner’s to give; who makes somebody the owner becomes a moderator', async () => {
    const { ada, bo, room, add, rolesOf } = await scene();
    await add(bo);
    const [adaTab, boTab] = [await server().connect(ada), await server().connect(bo)];
    const give = (by: Guest, who: Guest, role: string) => call(by, 'PATCH', `${room}/members/${who.user.id}`, { role });
    expect(await give(bo, bo, 'moderator')).toMatchObject({ status: 403 });
    expect(await give(ada, ada, 'member')).toMatchObject({ status: 409 });
    expect((await give(ada, bo, 'moderator')).status).toBe(200);
    expect(await boTab.next('room')).toMatchObject({ mine: { role: 'moderator' } });
    expect((await give(ada, bo, 'owner')).status).toBe(200);
    expect(await boTab.next('room', ({ mine }) => mine?.role === 'owner')).toMatchObject({
      room: { owner: bo.user.id },
    });
    await adaTab.next('room', ({ mine }) => mine?.role === 'moderator');
    expect(await rolesOf()).toEqual({ Ada: 'moderator', Bo: 'owner' });
    expect(await call(ada, 'PATCH', room, { topic: 'not mine any more' })).toMatchObject({ status: 403 });
    expect((await call(bo, 'PATCH', room, { topic: 'mine' })).status).toBe(200);
  });

  test('an owner who leaves has an heir: the moderator who is there longest, else the member', async () => {
    const { ada, bo, cy, room, add } = await scene();
    await add(bo);
    await add(cy);
    await call(ada, 'PATCH', `${room}/members/${cy.user.id}`, { role: 'moderator' });
    const tab = await server().connect(cy);
    expect((await call(ada, 'DELETE', `${room}/members/me`)).status).toBe(204);
    await tab.next('room', ({ mine }) => mine?.role === 'owner');
    expect((await call(cy, 'DELETE', `${room}/members/me`)).status).toBe(204);
    expect((await call(bo, 'PATCH', room, { topic: 'now mine' })).status).toBe(200);
  });
});

describe('preferences', () => {
  test('are told to all devices of the person, and to nobody else', async () => {
    const { ada, bo, room, add } = await scene();
    await add(bo);
    const [tab, other, hers] = [await server().connect(bo), await server().connect(bo), await server().connect(ada)];
    const wish = { favourite: true, muted: true, notify: 'mentions' };
    expect((await call(bo, 'PATCH', `${room}/members/me`, wish)).body).toEqual({ preferences: wish });
    for (const client of [tab, other]) expect(await client.next('room')).toMatchObject({ mine: wish });
    expect((await hers.settled()).filter(({ type }) => type === 'room')).toEqual([]);
    await call(bo, 'PATCH', `${room}/members/me`, { favourite: false });
    expect(inRoom((await server().connect(bo)).greeted, room)).toMatchObject({ ...wish, favourite: false });
  });

  test('mute hides the count, not the mention', async () => {
    const { ada, bo, room, add } = await scene();
    await add(bo);
    await call(bo, 'PATCH', `${room}/members/me`, { muted: true });
    const [writer, reader] = [await server().connect(ada), await server().connect(bo)];
    await writer.post(room, 'quiet');
    await writer.post(room, 'hey @Bo');
    await reader.next('activity', ({ mentions }) => mentions === 1);
    expect((await reader.settled()).filter(({ type }) => type === 'activity')).toEqual([]);
    expect(reader.all.filter(({ type }) => type === 'activity')).toHaveLength(1);
  });

  test.each([[{ notify: 'loud' }], [{ muted: 1 }], [{ role: 'owner' }]])('%o is 400 invalid', async (body) => {
    const { ada, room } = await scene();
    expect(await call(ada, 'PATCH', `${room}/members/me`, body)).toMatchObject({ status: 400 });
  });

  test('of a room that one is not in: not_joined', async () => {
    const { token } = await server().guest();
    const answer = await server().call('PATCH', '/api/rooms/general/members/me', { token, body: { muted: true } });
    expect(answer).toMatchObject({ status: 403, body: { code: 'not_joined' } });
  });
});
