import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { sharedServer, startServer } from '../support/server.ts';

const server = sharedServer();

async function room() {
  const guest = await server().guest('Ada');
  const id = await server().createRoom(guest);
  const ada = await server().connect(guest);
  await ada.join(id);
  return { guest, ada, room: id };
}

describe('G2 exactly once: sending a message id again never creates a second message; it gets the same seq back', () => {
  test('on the same connection', async () => {
    const { ada, room: id } = await room();
    const first = await ada.post(id, 'once');
    expect(await ada.post(id, 'once', { id: first.id })).toEqual(first);
    await ada.settled();
    expect(ada.pushed()).toHaveLength(1);
  });

  test('on another connection, while the first is still being committed', async () => {
    const { ada, guest, room: id } = await room();
    const tab = await server().connect(guest);
    const message = randomUUID();
    const acks = await Promise.all(
      Array.from({ length: 20 }, (_, i) => (i % 2 ? ada : tab).post(id, 'once', { id: message })),
    );
    expect(new Set(acks.map(({ seq }) => seq))).toEqual(new Set([1]));
    await ada.settled();
    expect(ada.pushed()).toHaveLength(1);
    expect((await tab.join(id)).messages).toHaveLength(1);
  });

  test('after a restart', async () => {
    const own = await startServer();
    const guest = await own.guest();
    const before = await own.connect(guest);
    await before.join('general');
    const first = await before.post('general', 'once');
    await own.restart();
    const after = await own.connect(guest);
    expect(await after.post('general', 'once', { id: first.id })).toEqual(first);
    expect((await after.join('general')).messages).toHaveLength(1);
  });

  test('after it was edited, and after it was deleted', async () => {
    const { ada, room: id } = await room();
    const first = await ada.post(id, 'once');
    await ada.ack({ type: 'edit', room: id, message: first.id, body: 'other words' });
    expect((await ada.post(id, 'once', { id: first.id })).seq).toBe(first.seq);
    await ada.ack({ type: 'delete', room: id, message: first.id });
    expect((await ada.post(id, 'once', { id: first.id })).seq).toBe(first.seq);
    expect((await ada.join(id)).messages).toMatchObject([{ deleted: true, body: '' }]);
  });

  test('after the room was archived, and after its sender left', async () => {
    const { ada, guest, room: id } = await room();
    const first = await ada.post(id, 'once');
    const patch = (archived: boolean) =>
      server().call('PATCH', `/api/rooms/${id}`, { token: guest.token, body: { archived } });
    expect((await patch(true)).status).toBe(200);
    expect(await ada.post(id, 'once', { id: first.id })).toEqual(first);
    expect(await ada.error({ type: 'message', id: randomUUID(), room: id, body: 'new' })).toMatchObject({
      code: 'forbidden',
    });
    expect((await patch(false)).status).toBe(200);

    const leaver = await server().guest('Ben');
    const ben = await server().connect(leaver);
    await ben.join(id);
    const second = await ben.post(id, 'before I go');
    expect((await server().call('DELETE', `/api/rooms/${id}/members/me`, leaver)).status).toBe(204);
    expect(await ben.post(id, 'before I go', { id: second.id })).toEqual(second);
    expect(await ben.error({ type: 'message', id: second.id, room: id, body: 'other words' })).toMatchObject({
      code: 'conflict',
    });
    expect(await ben.error({ type: 'message', id: randomUUID(), room: id, body: 'new' })).toMatchObject({
      code: 'not_joined',
    });
  });

  test('a body that is the same once it is normalised is the same', async () => {
    const { ada, room: id } = await room();
    const first = await ada.post(id, 'a\nb');
    expect(await ada.post(id, ' a\r\nb ', { id: first.id })).toEqual(first);
  });
});

describe('G2: the same id from another author, or with another body or room, is conflict', () => {
  test('another body', async () => {
    const { ada, room: id } = await room();
    const first = await ada.post(id, 'once');
    expect(await ada.error({ type: 'message', id: first.id, room: id, body: 'twice' })).toMatchObject({
      code: 'conflict',
    });
  });

  test('another author', async () => {
    const { ada, room: id } = await room();
    const first = await ada.post(id, 'once');
    const bo = await server().connect('Bo');
    await bo.join(id);
    expect(await bo.error({ type: 'message', id: first.id, room: id, body: 'once' })).toMatchObject({
      code: 'conflict',
    });
  });

  test('another room', async () => {
    const { ada, guest, room: id } = await room();
    const first = await ada.post(id, 'once');
    const elsewhere = await server().createRoom(guest);
    expect(await ada.error({ type: 'message', id: first.id, room: elsewhere, body: 'once' })).toMatchObject({
      code: 'conflict',
    });
  });
});

describe('G3 one order', () => {
  test('seq numbers the messages 1, 2, 3 … and rev the changes without holes, the same for everybody', async () => {
    const { ada, room: id } = await room();
    const others = await Promise.all(['Bo', 'Cy', 'Di'].map((name) => server().connect(name)));
    for (const other of others) await other.join(id);
    await Promise.all([ada, ...others].flatMap((c) => Array.from({ length: 25 }, (_, i) => c.post(id, `${i}`))));
    const orders: string[][] = [];
    for (const client of [ada, ...others]) {
      await client.settled();
      expect(client.pushed().map(({ seq }) => seq)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
      expect(client.pushed().map(({ rev }) => rev)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
      orders.push(client.pushed().map((message) => message.id));
    }
    expect(new Set(orders.map((order) => order.join())).size).toBe(1);
  });

  test('what one connection sends stays in its order, mentions or not', async () => {
    const { ada, room: id } = await room();
    const bodies = Array.from({ length: 40 }, (_, i) => (i % 3 ? `${i}` : `${i} @Ada`));
    await Promise.all(bodies.map((body) => ada.post(id, body)));
    await ada.settled();
    expect(ada.pushed().map(({ body }) => body)).toEqual(bodies);
  });

  test('the sender sees a change before its ack', async () => {
    const { ada, room: id } = await room();
    const { id: message } = await ada.post(id, 'x');
    const push = ada.all.findIndex((frame) => frame.type === 'message' && frame.id === message);
    const ack = ada.all.findIndex((frame) => frame.type === 'ack' && frame.id === message);
    expect(push).toBeLessThan(ack);
    expect(push).toBeGreaterThan(-1);
  });
});
