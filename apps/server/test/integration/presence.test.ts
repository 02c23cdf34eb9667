import type { PresencePush } from '@confab/protocol';
import { describe, expect, test } from 'vitest';
import type { TestClient } from '../support/client.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { type Guest, startServer, type TestServer } from '../support/server.ts';

// G7 presence tells the truth: A person is online while any of their connections lives; restart leaves no ghosts.

const GRACE = 10_000;
const GATHER = 150;

async function stage() {
  const clock = new ManualClock();
  const server = await startServer({ PRESENCE_GRACE_MS: String(GRACE) }, clock);
  const [ada, bo] = [await server.guest('Ada'), await server.guest('Bo')];
  const watcher = await server.connect(ada);
  await watcher.join('general');
  return { clock, server, watcher, ada, bo };
}

/** Moves the clock past the gathering of differences, and returns what the watcher then heard. */
async function told(clock: ManualClock, watcher: TestClient): Promise<PresencePush[]> {
  clock.advance(GATHER);
  const frames = await watcher.settled();
  const pushes = frames.filter((frame): frame is PresencePush => frame.type === 'presence');
  for (const push of pushes) await watcher.next('presence', (frame) => frame === push);
  return pushes;
}

async function arrive(server: TestServer, guest: Guest): Promise<TestClient> {
  const client = await server.connect(guest);
  await client.join('general');
  return client;
}

describe('G7 presence tells the truth', () => {
  test('somebody who joins appears, with their status; count is how many are online', async () => {
    const { clock, server, watcher, bo } = await stage();
    await told(clock, watcher);
    const client = await arrive(server, bo);
    expect(await told(clock, watcher)).toEqual([
      {
        type: 'presence',
        room: expect.any(String),
        count: 2,
        joined: [{ user: bo.user, status: 'online' }],
        left: [],
        changed: [],
      },
    ]);
    expect((await client.join('general')).presence.members).toHaveLength(2);
  });

  test('somebody who makes a room between two connections is there when they come back', async () => {
    const { clock, server, watcher, bo } = await stage();
    const client = await arrive(server, bo);
    await told(clock, watcher);
    await client.leave();
    await untilGone(server, watcher);
    const room = await server.createRoom(bo, { name: 'made in between' });
    const again = await server.connect(bo);
    expect((await again.join(room)).presence).toMatchObject({ count: 1, members: [{ user: bo.user }] });
  });

  test('somebody who goes stays online for the grace, then leaves', async () => {
    const { clock, server, watcher, bo } = await stage();
    const client = await arrive(server, bo);
    await told(clock, watcher);
    await client.leave();
    await untilGone(server, watcher);
    clock.advance(GRACE - GATHER - 1);
    expect(await told(clock, watcher)).toEqual([]);
    clock.advance(1);
    expect(await told(clock, watcher)).toMatchObject([{ count: 1, left: [bo.user.id] }]);
    expect((await watcher.join('general')).presence).toMatchObject({ count: 1 });
  });

  test('a reload shows nothing to others', async () => {
    const { clock, server, watcher, bo } = await stage();
    const client = await arrive(server, bo);
    await client.ack({ type: 'presence', status: 'dnd' });
    await told(clock, watcher);
    await client.leave();
    await untilGone(server, watcher);
    clock.advance(GRACE - 1);
    await arrive(server, bo);
    clock.advance(GRACE);
    expect(await told(clock, watcher)).toEqual([]);
    expect((await watcher.join('general')).presence.members).toContainEqual({ user: bo.user, status: 'dnd' });
  });

  test('several tabs are one person, online until the last is gone', async () => {
    const { clock, server, watcher, bo } = await stage();
    const [first, second] = [await arrive(server, bo), await arrive(server, bo)];
    expect((await told(clock, watcher)).at(-1)?.count).toBe(2);
    await first.leave();
    clock.advance(2 * GRACE);
    expect(await told(clock, watcher)).toEqual([]);
    await second.leave();
    await untilGone(server, watcher);
    clock.advance(GRACE);
    expect(await told(clock, watcher)).toMatchObject([{ count: 1, left: [bo.user.id] }]);
  });

  test('do not disturb wins over online, online over away', async () => {
    const { clock, server, watcher, bo } = await stage();
    const [phone, laptop] = [await arrive(server, bo), await arrive(server, bo)];
    await told(clock, watcher);
    const show = async (client: TestClient, status: string) => {
      await client.ack({ type: 'presence', status });
      return (await told(clock, watcher)).flatMap((push) => push.changed);
    };
    expect(await show(phone, 'away')).toEqual([]);
    expect(await show(laptop, 'away')).toEqual([{ id: bo.user.id, status: 'away' }]);
    expect(await show(laptop, 'dnd')).toEqual([{ id: bo.user.id, status: 'dnd' }]);
    expect(await show(phone, 'online')).toEqual([]);
    await laptop.leave();
    await untilGone(server, watcher);
    expect((await told(clock, watcher)).flatMap((push) => push.changed)).toEqual([
      { id: bo.user.id, status: 'online' },
    ]);
  });

  test('whoever joins sees everybody as they are now, however often the list was told before', async () => {
    const { clock, server, watcher, bo } = await stage();
    const client = await arrive(server, bo);
    const shown = async () => {
      const { members } = (await watcher.join('general')).presence;
      return members.find(({ user }) => user.id === bo.user.id)?.status;
    };
    expect(await shown()).toBe('online');
    await client.ack({ type: 'presence', status: 'dnd' });
    expect(await shown()).toBe('dnd');
    await client.leave();
    await untilGone(server, watcher);
    clock.advance(GRACE);
    expect(await shown()).toBeUndefined();
    await arrive(server, bo);
    expect(await shown()).toBe('online');
  });

  test('a crowd that comes at once is one difference', async () => {
    const { clock, server, watcher } = await stage();
    await told(clock, watcher);
    for (let i = 0; i < 5; i += 1) await arrive(server, await server.guest(`Guest ${i}`));
    const pushes = await told(clock, watcher);
    expect(pushes).toHaveLength(1);
    expect(pushes[0]).toMatchObject({ count: 6, left: [] });
    expect(pushes[0]?.joined).toHaveLength(5);
  });

  test('a restart leaves no ghosts', async () => {
    const { server, ada, bo } = await stage();
    await arrive(server, bo);
    await server.restart();
    const client = await server.connect(ada);
    expect((await client.join('general')).presence).toEqual({
      count: 1,
      members: [{ user: ada.user, status: 'online' }],
    });
  });

  test('members lists everybody with their status, offline included', async () => {
    const { server, ada, bo, clock, watcher } = await stage();
    const client = await arrive(server, bo);
    await client.leave();
    await untilGone(server, watcher);
    clock.advance(GRACE);
    expect((await server.call('GET', '/api/rooms/general/members', { token: ada.token })).body).toEqual({
      members: [
        { user: ada.user, role: 'member', status: 'online' },
        { user: bo.user, role: 'member', status: 'offline' },
      ],
    });
  });
});

/** Waits until the server has noticed that a connection is gone: one or two are left. */
async function untilGone(server: TestServer, watcher: TestClient): Promise<void> {
  await watcher.settled();
  for (;;) {
    const { body } = await server.call('GET', '/metrics');
    if (/^websocket_connections_active [12]$/m.test(String(body))) return;
  }
}
