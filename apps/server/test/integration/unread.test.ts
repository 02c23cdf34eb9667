import { describe, expect, test } from 'vitest';
import { sharedServer, startServer, type TestServer } from '../support/server.ts';

const server = sharedServer();

/** Ada writes in a room of hers; Bo is a member. */
async function pair(on: TestServer = server()) {
  const [adaGuest, boGuest] = [await on.guest('Ada'), await on.guest('Bo Peep')];
  const room = await on.createRoom(adaGuest);
  const ada = await on.connect(adaGuest);
  const bo = await on.connect(boGuest);
  await ada.post(room, 'before Bo came');
  await bo.join(room);
  await bo.ack({ type: 'leave', room });
  return { room, ada, bo, boGuest };
}

describe('activity', () => {
  test('tells a member who has not joined the room here; what was said before they came is not unread', async () => {
    const { room, ada, bo } = await pair();
    await ada.post(room, 'news');
    expect(await bo.next('activity')).toEqual({
      type: 'activity',
      room,
      seq: 2,
      unread: 1,
      mentions: 0,
      preview: { author: 'Ada', body: 'news' },
    });
  });

  test('of a mention comes at once, by whole name or first word', async () => {
    const { room, ada, bo } = await pair();
    await ada.post(room, 'one');
    await ada.post(room, 'hey @bo peep');
    expect(await bo.next('activity', (frame) => frame.mentions === 1)).toMatchObject({ seq: 3, unread: 2 });
    await ada.post(room, '@Bo again');
    expect(await bo.next('activity', (frame) => frame.mentions === 2)).toMatchObject({ seq: 4, unread: 3 });
  });

  test('is not told to somebody who is no member', async () => {
    const { room, ada } = await pair();
    const stranger = await server().connect('Cy');
    await ada.post(room, 'hey @Cy');
    expect(await stranger.settled()).toEqual([]);
  });
});

describe('unread and mentions in hello', () => {
  test('count the messages of others after the read pointer, and go down with it', async () => {
    const { room, ada, bo, boGuest } = await pair();
    await ada.post(room, 'two');
    await ada.post(room, '@Bo three');
    await ada.post(room, '@Bo four');
    const rooms = async () => (await server().connect(boGuest)).greeted.rooms;
    expect(await rooms()).toMatchObject([{ id: room, head: 4, read: 1, unread: 3, mentions: 2 }]);
    await bo.ack({ type: 'read', room, seq: 3 });
    expect(await rooms()).toMatchObject([{ read: 3, unread: 1, mentions: 1 }]);
    await bo.ack({ type: 'read', room, seq: 4 });
    expect(await rooms()).toMatchObject([{ read: 4, unread: 0, mentions: 0 }]);
  });

  test('writing counts as reading', async () => {
    const { room, ada, bo, boGuest } = await pair();
    await ada.post(room, '@Bo two');
    await bo.post(room, 'three');
    expect((await server().connect(boGuest)).greeted.rooms).toMatchObject([{ head: 3, unread: 0, mentions: 0 }]);
  });

  test('a mention that an edit or a deletion takes back is not counted', async () => {
    const { room, ada, boGuest } = await pair();
    const first = await ada.post(room, '@Bo one');
    const second = await ada.post(room, '@Bo two');
    await ada.ack({ type: 'edit', room, message: first.id, body: 'nobody' });
    await ada.ack({ type: 'delete', room, message: second.id });
    expect((await server().connect(boGuest)).greeted.rooms).toMatchObject([{ unread: 2, mentions: 0 }]);
  });

  test('survive a restart, with the pointers that writing moved', async () => {
    const own = await startServer();
    const { room, ada, bo, boGuest } = await pair(own);
    await bo.post(room, 'mine');
    await ada.post(room, '@Bo yours');
    const before = (await own.connect(boGuest)).greeted.rooms;
    expect(before).toMatchObject([{ read: 2, unread: 1, mentions: 1 }]);
    await own.restart();
    expect((await own.connect(boGuest)).greeted.rooms).toEqual(before);
  });
});
