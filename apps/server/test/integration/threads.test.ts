import { randomUUID } from 'node:crypto';
import type { Message, MessagePage, ThreadList, ThreadPage } from '@confab/protocol';
import { describe, expect, test } from 'vitest';
import type { TestClient } from '../support/client.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { type Guest, sharedServer, startServer } from '../support/server.ts';

const server = sharedServer();

/** Ada owns a room in which she wrote "root"; Bo is a member. Both have joined. */
async function scene(more: { private?: boolean } = {}) {
  const [adaGuest, boGuest] = [await server().guest('Ada'), await server().guest('Bo Peep')];
  const room = await server().createRoom(adaGuest, more);
  const ada = await server().connect(adaGuest);
  await ada.join(room);
  const root = await ada.post(room, 'root');
  const bo = await server().connect(boGuest);
  if (!more.private) await bo.join(room);
  return { room, root: root.id, ada, bo, adaGuest, boGuest };
}

const get = async <T>(who: Guest, path: string): Promise<T> =>
  (await server().call('GET', path, { token: who.token })).body as T;
const followed = async (who: Guest) => (await get<ThreadList>(who, '/api/threads')).threads;
const rootIn = async (client: TestClient, room: string, id: string): Promise<Message | undefined> =>
  (await client.join(room)).messages.find((message) => message.id === id);

describe('C20, C21: a reply in a thread', () => {
  test('has its place in the room, and changes the root in the same commit, with a rev of its own', async () => {
    const { room, root, ada, bo } = await scene();
    const reply = await bo.post(room, 'reply', { thread: root });
    expect(reply).toMatchObject({ seq: 2, rev: 2 });
    const pushes = [
      await ada.next('message', ({ rev }) => rev === 2),
      await ada.next('message', ({ rev }) => rev === 3),
    ];
    expect(pushes[0]).toMatchObject({ id: reply.id, thread: root });
    expect(pushes[1]).toMatchObject({
      id: root,
      seq: 1,
      threadState: { count: 1, lastAt: reply.at, lastSeq: 2, users: [bo.greeted.user.id] },
    });
    expect(await rootIn(ada, room, root)).toMatchObject({ rev: 3, threadState: { count: 1 } });
  });

  test('to a reply is invalid; to what is not there, message_not_found', async () => {
    const { room, root, bo } = await scene();
    const reply = await bo.post(room, 'reply', { thread: root });
    const post = { type: 'message', room, body: 'x' };
    expect(await bo.error({ ...post, id: randomUUID(), thread: reply.id })).toMatchObject({ code: 'invalid' });
    expect(await bo.error({ ...post, id: randomUUID(), thread: randomUUID() })).toMatchObject({
      code: 'message_not_found',
    });
    expect(await bo.error({ ...post, id: randomUUID(), toRoom: true })).toMatchObject({ code: 'invalid' });
  });

  test('sent twice counts once', async () => {
    const { room, root, bo, ada } = await scene();
    const frame = { type: 'message', room, body: 'reply', thread: root, id: randomUUID() };
    bo.send(frame);
    bo.send(frame);
    expect(await bo.reply(frame.id)).toMatchObject({ type: 'ack', seq: 2 });
    expect(await bo.reply(frame.id)).toMatchObject({ type: 'ack', seq: 2 });
    expect(await rootIn(ada, room, root)).toMatchObject({ threadState: { count: 1 } });
  });

  test('that is deleted is not counted; the last one leaves the root as it was', async () => {
    const { room, root, ada, bo } = await scene();
    const first = await ada.post(room, 'one', { thread: root });
    const second = await bo.post(room, 'two', { thread: root });
    await bo.ack({ type: 'delete', room, message: second.id });
    expect(await rootIn(ada, room, root)).toMatchObject({
      threadState: { count: 1, lastAt: first.at, lastSeq: first.seq, users: [ada.greeted.user.id] },
    });
    await bo.ack({ type: 'delete', room, message: second.id });
    await ada.ack({ type: 'delete', room, message: first.id });
    expect(await rootIn(ada, room, root)).not.toHaveProperty('threadState');
  });

  test('posted and deleted in one batch leaves no trace on the root but its revs', async () => {
    const { room, root, bo, ada } = await scene();
    const kept = await bo.post(room, 'kept', { thread: root });
    const id = randomUUID();
    bo.send({ type: 'message', room, body: 'gone', thread: root, id });
    bo.send({ type: 'delete', room, message: id, id: 'd' });
    await bo.reply('d');
    expect(await rootIn(ada, room, root)).toMatchObject({ threadState: { count: 1, lastSeq: kept.seq } });
  });

  test('is resumed like any change, the root once in its latest state', async () => {
    const { room, root, ada, bo } = await scene();
    const { rev } = await ada.join(room);
    await bo.post(room, 'one', { thread: root });
    await bo.post(room, 'two', { thread: root });
    const { messages, complete } = await ada.join(room, { since: rev, sinceId: root });
    expect(complete).toBe(true);
    expect(messages.map(({ body }) => body)).toEqual(['one', 'two', 'root']);
    expect(messages[2]).toMatchObject({ threadState: { count: 2 } });
  });
});

describe('C22: unread', () => {
  test('replies are not unread in the room; what is sent to the room as well is', async () => {
    const { room, root, ada, bo, boGuest } = await scene();
    await ada.post(room, 'in the thread', { thread: root });
    const unread = async () => (await (await server().connect(boGuest)).hello()).rooms.find(({ id }) => id === room);
    expect(await unread()).toMatchObject({ head: 2, unread: 0, mentions: 0 });
    await ada.post(room, 'in both', { thread: root, toRoom: true });
    await ada.post(room, 'for @Bo', { thread: root });
    expect(await unread()).toMatchObject({ head: 4, unread: 1, mentions: 1 });
    await bo.leave();
  });

  test('a reply leaves its author’s read pointer in the room where it was', async () => {
    const { room, root, ada, bo, boGuest } = await scene();
    await ada.post(room, 'unread');
    await bo.post(room, 'reply', { thread: root });
    const hello = await (await server().connect(boGuest)).hello();
    expect(hello.rooms.find(({ id }) => id === room)).toMatchObject({ read: 1, unread: 1 });
  });

  test('the root’s author, repliers and mentioned follow a thread, each with an unread count of their own', async () => {
    const { room, root, ada, bo, adaGuest, boGuest } = await scene();
    const cy = await server().guest('Cy');
    await (await server().connect(cy)).join(room);
    await bo.post(room, 'one', { thread: root });
    await ada.post(room, 'two, @Cy', { thread: root });
    expect(await followed(adaGuest)).toMatchObject([{ root: { id: root }, read: 3, unread: 0, mentions: 0 }]);
    expect(await followed(boGuest)).toMatchObject([{ root: { id: root }, read: 2, unread: 1, mentions: 0 }]);
    expect(await followed(cy)).toMatchObject([{ root: { id: root }, read: 2, unread: 1, mentions: 1 }]);
    expect(await followed(await server().guest('Stranger'))).toEqual([]);
  });

  test('followers hear of a reply wherever they are, and of their own reading on other connections', async () => {
    const { room, root, ada, bo, adaGuest } = await scene();
    await ada.ack({ type: 'leave', room });
    const other = await server().connect(adaGuest);
    const { seq } = await bo.post(room, 'hi @Ada', { thread: root });
    const news = { type: 'thread', room, thread: root, last: seq, read: 0, mention: true };
    expect(await ada.next('thread')).toEqual(news);
    expect(await other.next('thread')).toEqual(news);
    const path = `/api/rooms/${room}/threads/${root}/read`;
    const read = await server().call('PUT', path, { token: adaGuest.token, body: { seq: 99 } });
    expect(read.status).toBe(204);
    expect(await other.next('thread')).toEqual({ type: 'thread', room, thread: root, last: seq, read: seq });
    expect(await followed(adaGuest)).toMatchObject([{ unread: 0, mentions: 0, read: seq }]);
  });

  test('who left the room hears nothing, and has no thread of it', async () => {
    const { room, root, ada, bo, boGuest } = await scene();
    await bo.post(room, 'one', { thread: root });
    await server().call('DELETE', `/api/rooms/${room}/members/me`, { token: boGuest.token });
    await bo.next('room');
    await bo.settled();
    const heard = bo.all.length;
    await ada.post(room, 'two', { thread: root });
    await bo.settled();
    expect(bo.all.slice(heard).filter(({ type }) => type !== 'pong')).toEqual([]);
    expect(await followed(boGuest)).toEqual([]);
  });
});

describe('C22: following', () => {
  const follow = async (who: Guest, method: 'PUT' | 'DELETE', room: string, root: string) =>
    expect(
      await server().call(method, `/api/rooms/${room}/threads/${root}/follow`, { token: who.token }),
    ).toMatchObject({
      status: 204,
    });

  test('ends when one says so, on all of one’s connections; the root’s author hears of no more replies', async () => {
    const { room, root, ada, bo, adaGuest } = await scene();
    const { seq } = await bo.post(room, 'one', { thread: root });
    await ada.next('thread');
    await follow(adaGuest, 'DELETE', room, root);
    expect(await ada.next('thread')).toMatchObject({ thread: root, last: seq, read: seq, unfollowed: true });
    await bo.post(room, 'two', { thread: root });
    expect((await ada.settled()).filter(({ type }) => type === 'thread')).toEqual([]);
    expect(await followed(adaGuest)).toEqual([]);
    const page = await get<ThreadPage>(adaGuest, `/api/rooms/${room}/threads/${root}/messages`);
    expect(page).not.toHaveProperty('read');
  });

  test('begins again with a reply of one’s own', async () => {
    const { room, root, ada, bo, adaGuest } = await scene();
    await bo.post(room, 'one', { thread: root });
    await follow(adaGuest, 'DELETE', room, root);
    await bo.post(room, 'two', { thread: root });
    await ada.post(room, 'three', { thread: root });
    await bo.post(room, 'four', { thread: root });
    expect(await followed(adaGuest)).toMatchObject([{ read: 4, unread: 1 }]);
  });

  test('and with a mention, from there on; not where a reply from before is edited', async () => {
    const { room, root, bo, adaGuest } = await scene();
    const one = await bo.post(room, 'one, @Ada', { thread: root });
    await follow(adaGuest, 'DELETE', room, root);
    await bo.ack({ type: 'edit', room, message: one.id, body: 'One, @Ada' });
    await bo.post(room, 'two', { thread: root });
    expect(await followed(adaGuest)).toEqual([]);
    await bo.post(room, 'three, @Ada', { thread: root });
    expect(await followed(adaGuest)).toMatchObject([{ read: 3, unread: 1, mentions: 1 }]);
  });

  test('begins for whoever wants to hear of a thread, with what comes then', async () => {
    const { room, root, ada, bo, boGuest } = await scene();
    await ada.post(room, 'one', { thread: root });
    await follow(boGuest, 'PUT', room, root);
    expect(await bo.next('thread')).toMatchObject({ thread: root, last: 2, read: 2 });
    expect(await followed(boGuest)).toMatchObject([{ root: { id: root }, unread: 0 }]);
    await ada.post(room, 'two', { thread: root });
    expect(await followed(boGuest)).toMatchObject([{ unread: 1 }]);
  });
});

describe('GET /api/rooms/:room/threads/:root/messages', () => {
  test('pages through the replies of that thread alone', async () => {
    const { room, root, ada, bo, adaGuest } = await scene();
    for (let i = 1; i <= 5; i += 1) {
      await bo.post(room, `beside ${i}`);
      await ada.post(room, `reply ${i}`, { thread: root });
    }
    const page = (query: string) => get<ThreadPage>(adaGuest, `/api/rooms/${room}/threads/${root}/messages?${query}`);
    const newest = await page('limit=2');
    expect(newest).toMatchObject({ root: { id: root, threadState: { count: 5 } }, hasMore: true, read: 11 });
    expect(newest.messages.map(({ body }) => body)).toEqual(['reply 4', 'reply 5']);
    const older = await page(`limit=3&before=${newest.messages[0]?.seq}`);
    expect(older.messages.map(({ body }) => body)).toEqual(['reply 1', 'reply 2', 'reply 3']);
    expect(older.hasMore).toBe(false);
    const after = await page(`limit=1&after=${older.messages[0]?.seq}`);
    expect(after).toMatchObject({ messages: [{ body: 'reply 2' }], hasMore: true });
    const room50 = await get<MessagePage>(adaGuest, `/api/rooms/${room}/messages`);
    expect(room50.messages).toHaveLength(11);
  });

  test('is refused like what does not exist: a private room, a reply, a root of another room', async () => {
    const { room, root, ada, adaGuest, boGuest } = await scene({ private: true });
    const reply = await ada.post(room, 'reply', { thread: root });
    const open = await server().createRoom(boGuest);
    const ask = (who: Guest, at: string, id: string) =>
      server().call('GET', `/api/rooms/${at}/threads/${id}/messages`, { token: who.token });
    const hidden = await ask(boGuest, room, root);
    expect(hidden).toMatchObject({ status: 404, body: { code: 'room_not_found' } });
    expect((await ask(boGuest, 'nowhere', root)).body).toEqual(hidden.body);
    expect(await ask(adaGuest, room, reply.id)).toMatchObject({ status: 404, body: { code: 'message_not_found' } });
    const elsewhere = await ask(boGuest, open, root);
    expect(elsewhere.body).toEqual((await ask(boGuest, open, randomUUID())).body);
    const read = { token: boGuest.token, body: { seq: 1 } };
    expect((await server().call('PUT', `/api/rooms/${room}/threads/${root}/read`, read)).body).toEqual(hidden.body);
  });

  test('names what is wrong with a query', async () => {
    const { room, root, adaGuest } = await scene();
    const base = `/api/rooms/${room}/threads/${root}`;
    const ask = (path: string) => server().call('GET', path, { token: adaGuest.token });
    for (const path of [`${base}/messages?before=1&after=1`, `${base}/messages?limit=0`, '/api/threads?limit=101']) {
      expect(await ask(path)).toMatchObject({ status: 400, body: { code: 'invalid' } });
    }
    const read = { token: adaGuest.token, body: { seq: -1 } };
    expect(await server().call('PUT', `${base}/read`, read)).toMatchObject({ status: 400, body: { code: 'invalid' } });
  });
});

test('a page of the list ends between two moments: what was said in one of them is not left out', async () => {
  const clock = new ManualClock();
  const own = await startServer({}, clock);
  const guest = await own.guest();
  const ada = await own.connect(guest);
  await ada.join('general');
  const started = [];
  for (let n = 0; n < 4; n += 1) {
    const root = await ada.post('general', 'root');
    // The first thread is the older one; the other three are of one millisecond.
    if (n === 1) clock.set(1);
    await ada.post('general', 'reply', { thread: root.id });
    started.push(root.id);
  }
  const page = async (query: string) =>
    (await own.call('GET', `/api/threads?${query}`, { token: guest.token })).body as ThreadList;
  const newest = await page('limit=2');
  expect(newest).toMatchObject({ threads: { length: 3 }, hasMore: true });
  const before = newest.threads.at(-1)?.root.threadState?.lastAt;
  const older = await page(`limit=2&before=${before}`);
  expect(older).toMatchObject({ threads: [{ root: { id: started[0] } }], hasMore: false });
});
