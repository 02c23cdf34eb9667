import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { isReply, type TestClient } from '../support/client.ts';
import { sharedServer } from '../support/server.ts';

const server = sharedServer();

/** Two people in a room of their own. */
async function pair() {
  const [adaGuest, boGuest] = [await server().guest('Ada'), await server().guest('Bo')];
  const room = await server().createRoom(adaGuest);
  const [ada, bo] = [await server().connect(adaGuest), await server().connect(boGuest)];
  await ada.join(room);
  await bo.join(room);
  return { room, ada, bo, adaGuest, boGuest };
}

describe('hello', () => {
  test('comes once, first, and says who one is, the limits, the life and the rooms', async () => {
    const guest = await server().guest('Ada');
    const client = await server().connect(guest);
    expect(client.greeted).toMatchObject({
      type: 'hello',
      user: guest.user,
      server: { version: '0.0.0-test', now: expect.any(Number), life: expect.any(String) },
      heartbeatMs: 10_000,
      limits: { frameBytes: 65_536, bodyCodePoints: 4_000, idLength: 64 },
      rooms: [],
    });
  });

  test("lists one's rooms by name with head, read, unread and mentions", async () => {
    const { room, ada, boGuest, bo } = await pair();
    await bo.leave();
    await ada.post(room, 'one');
    await ada.post(room, 'hello @Bo');
    const again = await server().connect(boGuest);
    expect(again.greeted.rooms).toEqual([
      expect.objectContaining({ id: room, head: 2, read: 0, unread: 2, mentions: 1 }),
    ]);
  });
});

describe('join and leave', () => {
  test('joined carries the room, its head, the newest page and who is here, oneself included', async () => {
    const { room, ada, bo } = await pair();
    const first = await ada.post(room, 'one');
    await bo.post(room, 'two');
    const late = await server().connect('Cy');
    const joined = await late.join(room);
    expect(joined).toMatchObject({
      rev: 2,
      seq: 2,
      complete: true,
      room: { id: room, private: false, archived: false },
    });
    expect(joined.messages.map((m) => m.body)).toEqual(['one', 'two']);
    expect(joined.messages[0]).toEqual({
      room,
      seq: 1,
      rev: 1,
      id: first.id,
      author: ada.greeted.user,
      body: 'one',
      at: first.at,
    });
    expect(joined.presence.count).toBe(3);
    expect(joined.presence.members.map((member) => member.user.name).sort()).toEqual(['Ada', 'Bo', 'Cy']);
  });

  test('by slug or by id: replies and pushes always carry the id', async () => {
    const guest = await server().guest();
    const id = await server().createRoom(guest, { name: 'Slug Or Id' });
    const client = await server().connect(guest);
    expect((await client.join('slug-or-id')).room.id).toBe(id);
    await client.post('slug-or-id', 'x');
    expect((await client.next('message')).room).toBe(id);
  });

  test('joining again answers again and doubles no push', async () => {
    const { room, ada, bo } = await pair();
    await bo.join(room);
    await ada.post(room, 'once');
    await bo.settled();
    expect(bo.pushed()).toHaveLength(1);
  });

  test('leave ends the pushes of this connection alone; membership stays', async () => {
    const { room, ada, bo, boGuest } = await pair();
    const tab = await server().connect(boGuest);
    await tab.join(room);
    await bo.ack({ type: 'leave', room });
    await ada.post(room, 'after the leave');
    await tab.next('message');
    expect((await bo.settled()).filter((f) => f.type === 'message')).toEqual([]);
    await bo.post(room, 'still a member');
  });

  test('leaving what one never joined is acknowledged', async () => {
    await (await server().connect()).ack({ type: 'leave', room: 'general' });
  });

  test.each(['join', 'leave'])('%s of no room: room_not_found', async (type) => {
    const client = await server().connect();
    expect(await client.error({ type, room: 'nowhere' })).toMatchObject({ code: 'room_not_found' });
  });
});

describe('message, edit, delete, react', () => {
  test('a message reaches everybody joined, the sender included, as it was acknowledged', async () => {
    const { room, ada, bo } = await pair();
    const posted = await ada.post(room, 'hello');
    const expected = { type: 'message', room, ...posted, author: ada.greeted.user, body: 'hello' };
    expect(await ada.next('message')).toEqual(expected);
    expect(await bo.next('message')).toEqual(expected);
  });

  test('replyTo and thread name a message of the room and travel with the message', async () => {
    const { room, ada, bo } = await pair();
    const root = await ada.post(room, 'root');
    await bo.post(room, 'answer', { replyTo: root.id, thread: root.id });
    expect(await bo.next('message', (m) => m.seq === 2)).toMatchObject({ replyTo: root.id, thread: root.id });
  });

  test.each(['replyTo', 'thread'])('%s of another room or of nothing: message_not_found', async (field) => {
    const { room, ada, adaGuest } = await pair();
    const elsewhere = await server().createRoom(adaGuest);
    const other = await ada.post(elsewhere, 'elsewhere');
    for (const id of [other.id, randomUUID()]) {
      expect(await ada.error({ type: 'message', id: randomUUID(), room, body: 'x', [field]: id })).toMatchObject({
        code: 'message_not_found',
      });
    }
  });

  test('an edit changes the body, keeps seq and at, takes the next rev', async () => {
    const { room, ada, bo } = await pair();
    const { id, seq, at } = await ada.post(room, 'helo');
    expect((await ada.ack({ type: 'edit', room, message: id, body: ' hello ' })).rev).toBe(2);
    const edited = await bo.next('message', (m) => m.rev === 2);
    expect(edited).toMatchObject({ id, seq, at, body: 'hello', editedAt: expect.any(Number) });
  });

  test('an edit to the same body is no change', async () => {
    const { room, ada } = await pair();
    const { id } = await ada.post(room, 'same');
    expect((await ada.ack({ type: 'edit', room, message: id, body: 'same' })).rev).toBe(1);
  });

  test('a deleted message keeps its place as a tombstone, and again is the same ack', async () => {
    const { room, ada, bo } = await pair();
    const { id } = await ada.post(room, 'gone');
    await bo.ack({ type: 'react', room, message: id, emoji: '👍', on: true });
    const { rev } = await ada.ack({ type: 'delete', room, message: id });
    const tombstone = await bo.next('message', (m) => m.rev === rev);
    expect(tombstone).toEqual({
      type: 'message',
      room,
      seq: 1,
      rev,
      id,
      author: ada.greeted.user,
      body: '',
      at: expect.any(Number),
      deleted: true,
    });
    expect((await ada.ack({ type: 'delete', room, message: id })).rev).toBe(rev);
    for (const frame of [
      { type: 'edit', room, message: id, body: 'back' },
      { type: 'react', room, message: id, emoji: '👍', on: true },
    ]) {
      expect(await ada.error(frame)).toMatchObject({ code: 'message_not_found' });
    }
  });

  test("nobody edits or deletes another's message: forbidden", async () => {
    const { room, ada, bo } = await pair();
    const { id } = await ada.post(room, 'mine');
    expect(await bo.error({ type: 'edit', room, message: id, body: 'yours' })).toMatchObject({ code: 'forbidden' });
    expect(await bo.error({ type: 'delete', room, message: id })).toMatchObject({ code: 'forbidden' });
  });

  test('reactions are counted by emoji; each person once; taken back they vanish', async () => {
    const { room, ada, bo } = await pair();
    const { id } = await ada.post(room, 'react to me');
    const react = (client: TestClient, emoji: string, on: boolean) =>
      client.ack({ type: 'react', room, message: id, emoji, on });
    expect((await react(ada, '👍', true)).rev).toBe(2);
    expect((await react(ada, '👍', true)).rev).toBe(2);
    expect((await react(bo, '👍', true)).rev).toBe(3);
    expect((await react(bo, ':party-parrot:', true)).rev).toBe(4);
    expect((await ada.next('message', (m) => m.rev === 4)).reactions).toEqual([
      { emoji: '👍', count: 2, users: [ada.greeted.user.id, bo.greeted.user.id] },
      { emoji: ':party-parrot:', count: 1, users: [bo.greeted.user.id] },
    ]);
    await react(ada, '👍', false);
    await react(bo, '👍', false);
    await react(bo, ':party-parrot:', false);
    expect(await ada.next('message', (m) => m.rev === 7)).not.toHaveProperty('reactions');
    expect((await react(bo, '👍', false)).rev).toBe(7);
  });

  test.each(['edit', 'delete', 'react'])(
    '%s of a message of another room or of none: message_not_found',
    async (type) => {
      const { room, ada, adaGuest } = await pair();
      const elsewhere = await server().createRoom(adaGuest);
      const other = await ada.post(elsewhere, 'elsewhere');
      const rest = { edit: { body: 'x' }, delete: {}, react: { emoji: '👍', on: true } }[type];
      for (const message of [other.id, 'nothing']) {
        expect(await ada.error({ type, room, message, ...rest })).toMatchObject({ code: 'message_not_found' });
      }
    },
  );
});

describe('read', () => {
  test('moves forward only, is told to the other connections of the person, not to the one that read', async () => {
    const { room, ada, bo, boGuest } = await pair();
    const tab = await server().connect(boGuest);
    for (const body of ['one', 'two', 'three']) await ada.post(room, body);
    await bo.ack({ type: 'read', room, seq: 2 });
    expect(await tab.next('read')).toEqual({ type: 'read', room, seq: 2 });
    await bo.ack({ type: 'read', room, seq: 1 });
    await bo.ack({ type: 'read', room, seq: 999 });
    expect(await tab.next('read')).toEqual({ type: 'read', room, seq: 3 });
    expect((await bo.settled()).some((frame) => frame.type === 'read')).toBe(false);
    const again = await server().connect(boGuest);
    expect(again.greeted.rooms).toEqual([expect.objectContaining({ read: 3, unread: 0 })]);
  });
});

describe('typing', () => {
  test('reaches the others in the room, not oneself, and has no reply', async () => {
    const { room, ada, bo } = await pair();
    ada.send({ type: 'typing', room, on: true });
    const { id, name } = ada.greeted.user;
    expect(await bo.next('typing')).toEqual({ type: 'typing', room, user: { id, name }, on: true });
    ada.send({ type: 'typing', id: 'with-an-id', room, on: false });
    expect(await bo.next('typing')).toMatchObject({ on: false });
    expect((await ada.settled()).filter((f) => f.type === 'typing' || f.type === 'error' || f.type === 'ack')).toEqual(
      [],
    );
  });

  test.each([
    ['no such room', { room: 'nowhere', on: true }],
    ['no member', { room: 'general', on: true }],
    ['a wrong field', { room: 'general', on: 'yes' }],
    ['an unknown field', { room: 'general', on: true, x: 1 }],
  ])('is never an error: %s', async (_name, fields) => {
    const client = await server().connect();
    client.send({ type: 'typing', id: 't', ...fields });
    expect(await client.settled()).toEqual([]);
  });
});

describe('ping', () => {
  test('gives back t and tells the time', async () => {
    const client = await server().connect();
    expect(await client.request({ type: 'ping', id: 'p', t: 12.5 })).toEqual({
      type: 'pong',
      id: 'p',
      t: 12.5,
      now: expect.any(Number),
    });
    expect(await client.request({ type: 'ping', id: 'q' })).not.toHaveProperty('t');
  });
});

describe('every request gets exactly one reply', () => {
  test('in a burst of all types, well-formed or not', async () => {
    const { room, ada } = await pair();
    const { id: message } = await ada.post(room, 'target');
    const frames = [
      { type: 'join', room },
      { type: 'message', id: randomUUID(), room, body: 'x' },
      { type: 'edit', room, message, body: 'y' },
      { type: 'react', room, message, emoji: '👍', on: true },
      { type: 'delete', room, message },
      { type: 'read', room, seq: 1 },
      { type: 'presence', status: 'away' },
      { type: 'presence', status: 'gone' },
      { type: 'ping' },
      { type: 'dance' },
      { type: 'leave', room },
    ].map((frame, i) => ({ id: `r${i}`, ...frame }));
    for (const frame of frames) ada.send(frame);
    for (const { id } of frames) await ada.reply(id);
    await ada.settled();
    const replies = ada.all.filter((frame) => isReply(frame)).map((frame) => frame.id);
    for (const { id } of frames) expect(replies.filter((reply) => reply === id)).toHaveLength(1);
  });
});
