import type { PresencePush, RoomList, RoomReply, UserList } from '@confab/protocol';
import { describe, expect, test } from 'vitest';
import { type Guest, sharedServer, startServer } from '../support/server.ts';

const server = sharedServer();

/** People who share a room, as guests must to know of one another. */
async function people(...names: string[]): Promise<Guest[]> {
  const guests = await Promise.all(names.map((name) => server().guest(name)));
  for (const guest of guests) await (await server().connect(guest)).join('general');
  return guests;
}

const openDirect = (who: Guest, ...users: Guest[]) =>
  server().call('POST', '/api/rooms/direct', { token: who.token, body: { users: users.map(({ user }) => user.id) } });

const roomOf = (answer: { body: unknown }) => (answer.body as RoomReply).room;

describe('POST /api/rooms/direct', () => {
  test('the same people always get the same room, whoever asks and in whatever order', async () => {
    const [ada, bo, cy] = (await people('Ada', 'Bo', 'Cy')) as [Guest, Guest, Guest];
    const room = roomOf(await openDirect(ada, bo, cy));
    expect(room).toMatchObject({ kind: 'direct', name: '', private: true });
    expect(room.people?.map(({ name }) => name).sort()).toEqual(['Ada', 'Bo', 'Cy']);
    expect(roomOf(await openDirect(cy, ada, bo, bo)).id).toBe(room.id);
    expect(roomOf(await openDirect(ada, bo)).id).not.toBe(room.id);
  });

  test('two who open it at once get one room', async () => {
    const [ada, bo] = (await people('Ada', 'Bo')) as [Guest, Guest];
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, i) => (i % 2 ? openDirect(ada, bo) : openDirect(bo, ada))),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(new Set(answers.map((answer) => roomOf(answer).id)).size).toBe(1);
  });

  test('nobody but oneself: notes', async () => {
    const [ada] = (await people('Ada')) as [Guest];
    const room = roomOf(await openDirect(ada));
    expect(room.people).toEqual([ada.user]);
    expect(roomOf(await openDirect(ada, ada)).id).toBe(room.id);
    await (await server().connect(ada)).post(room.id, 'buy milk');
  });

  test.each([
    ['ten people', { users: Array.from({ length: 10 }, (_, i) => `user-${i}`) }],
    ['no list', { users: 'ada' }],
    ['nothing', {}],
    ['a number', { users: [7] }],
  ])('%s is 400 invalid', async (_name, body) => {
    const { token } = await server().guest();
    expect(await server().call('POST', '/api/rooms/direct', { token, body })).toMatchObject({ status: 400 });
  });

  test('a stranger looks like nobody: a guest writes to people of their rooms only', async () => {
    const [ada] = (await people('Ada')) as [Guest];
    const stranger = await server().guest('Stranger');
    const unknown = { user: { id: 'nobody', name: '', kind: 'guest' as const }, token: '' };
    const [missing, answer] = [await openDirect(ada, unknown), await openDirect(ada, stranger)];
    expect(missing).toMatchObject({ status: 404, body: { code: 'user_not_found' } });
    expect(answer.body).toEqual(missing.body);
  });
});

describe('a direct room', () => {
  test('is in the other’s list from the first message on, with activity at once', async () => {
    const [ada, bo] = (await people('Ada', 'Bo')) as [Guest, Guest];
    const reader = await server().connect(bo);
    const room = roomOf(await openDirect(ada, bo));
    expect((await server().connect(bo)).greeted.rooms.map(({ id }) => id)).not.toContain(room.id);
    const writer = await server().connect(ada);
    await writer.post(room.id, 'psst');
    expect(await reader.next('room')).toMatchObject({
      room: { id: room.id, kind: 'direct' },
      mine: { role: 'member' },
    });
    expect(await reader.next('activity')).toMatchObject({ room: room.id, unread: 1, preview: { author: 'Ada' } });
    await writer.post(room.id, 'psst again');
    expect(await reader.next('activity')).toMatchObject({ room: room.id, unread: 2 });
    const summary = (await server().connect(bo)).greeted.rooms.find(({ id }) => id === room.id);
    expect(summary).toMatchObject({
      unread: 2,
      present: expect.arrayContaining([{ id: ada.user.id, status: 'online' }]),
    });
  });

  test('shows its members who of them is there, joined on the connection or not', async () => {
    const [ada, bo] = (await people('Ada', 'Bo')) as [Guest, Guest];
    const room = roomOf(await openDirect(ada, bo)).id;
    const writer = await server().connect(ada);
    await writer.post(room, 'hello');
    const reader = await server().connect(bo);
    await writer.ack({ type: 'presence', status: 'dnd' });
    const saysDnd = (push: PresencePush) =>
      push.room === room && [...push.changed, ...push.joined].some(({ status }) => status === 'dnd');
    expect(await reader.next('presence', saysDnd)).toMatchObject({ count: 2 });
  });

  test('is nobody else’s: every way in answers room_not_found', async () => {
    const [ada, bo, eve] = (await people('Ada', 'Bo', 'Eve')) as [Guest, Guest, Guest];
    const { id, slug } = roomOf(await openDirect(ada, bo));
    const client = await server().connect(eve);
    for (const room of [id, slug]) {
      expect(await client.error({ type: 'join', room })).toMatchObject({ code: 'room_not_found' });
      for (const [method, path] of [
        ['GET', 'messages'],
        ['GET', 'members'],
        ['DELETE', 'members/me'],
        ['POST', 'members'],
      ] as const) {
        const body = method === 'POST' ? { user: eve.user.id } : undefined;
        const answer = await server().call(method, `/api/rooms/${room}/${path}`, {
          token: eve.token,
          ...(body ? { body } : {}),
        });
        expect(answer).toMatchObject({ status: 404, body: { code: 'room_not_found' } });
      }
    }
    for (const { token } of [ada, eve]) {
      const { rooms } = (await server().call('GET', '/api/rooms', { token })).body as RoomList;
      expect(rooms.map((room) => room.id)).not.toContain(id);
    }
  });

  test.each([
    ['PATCH', '', { name: 'Ours' }],
    ['PATCH', '', { archived: true }],
    ['DELETE', '', undefined],
    ['DELETE', '/members/me', undefined],
  ])('%s %s %o by a member: 403', async (method, path, body) => {
    const [ada, bo] = (await people('Ada', 'Bo')) as [Guest, Guest];
    const { id } = roomOf(await openDirect(ada, bo));
    const options = body ? { token: ada.token, body } : { token: ada.token };
    expect(await server().call(method, `/api/rooms/${id}${path}`, options)).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
  });

  test('is the same after a restart', async () => {
    const own = await startServer();
    const [ada, bo] = [await own.guest('Ada'), await own.guest('Bo')];
    for (const guest of [ada, bo]) await (await own.connect(guest)).join('general');
    const ask = (who: Guest, other: Guest) =>
      own.call('POST', '/api/rooms/direct', { token: who.token, body: { users: [other.user.id] } });
    const before = roomOf(await ask(ada, bo));
    await own.restart();
    const after = roomOf(await ask(bo, ada));
    expect({ ...after, people: undefined }).toEqual({ ...before, people: undefined });
    expect(after.people).toEqual(expect.arrayContaining([ada.user, bo.user]));
  });
});

describe('GET /api/users', () => {
  const found = async (who: Guest, q: string) =>
    ((await server().call('GET', `/api/users?q=${encodeURIComponent(q)}`, { token: who.token })).body as UserList)
      .users;

  test('finds people by a part of their name; guests only those of their rooms', async () => {
    const [ada] = (await people('Ada Findable', 'Bo Findable')) as [Guest];
    await server().guest('Cy Findable');
    expect((await found(ada, 'findab')).map(({ user }) => user.name)).toEqual(['Ada Findable', 'Bo Findable']);
    expect(await found(ada, 'bo find')).toMatchObject([{ user: { name: 'Bo Findable' }, status: 'online' }]);
  });

  test('in any case of any script', async () => {
    const [ada] = (await people('Анна Åström')) as [Guest];
    for (const q of ['анна', 'АННА', 'анна å', 'åström']) expect((await found(ada, q)).length).toBe(1);
  });

  test('what stands for anything in SQL stands for itself', async () => {
    const [ada] = (await people('100% Ada_')) as [Guest];
    expect((await found(ada, '100%')).length).toBe(1);
    expect((await found(ada, '%Ada_')).length).toBe(0);
    expect(await found(ada, "' OR 1=1 --")).toEqual([]);
  });
});
