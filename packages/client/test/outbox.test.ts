import type { ErrorCode } from '@confab/protocol';
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../src/memory-storage.ts';
import type { OutboxEntry, OutboxStorage } from '../src/outbox-storage.ts';
import type { RoomHandle } from '../src/room-handle.ts';
import { connected, inGeneral, reconnected, type Setup, setUp } from './connected-client.ts';
import { settled } from './manual-clock.ts';
import { ANN, BOB, GENERAL, joined, message, messages, push, summary } from './samples.ts';

function bodies({ network }: Setup): string[] {
  return network.socket.frames('message').map((frame) => frame.body);
}

function shown(room: RoomHandle): string[] {
  return room.timeline.rows.map((row) => `${row.status}: ${row.status === 'sent' ? row.message.body : row.entry.body}`);
}

function refuse({ network }: Setup, id: string, code: ErrorCode, retryAfterMs?: number): void {
  network.socket.receive({ type: 'error', id, code, message: code, ...(retryAfterMs && { retryAfterMs }) });
}

function write(room: RoomHandle, from: number, to: number): void {
  for (let n = from; n <= to; n += 1) void room.send(`${n}`);
}

/** A storage that others share; `takeOver` hands over what one of them left. */
function sharedStorage() {
  const listeners = new Set<(entries: OutboxEntry[]) => void>();
  const storage: OutboxStorage = {
    ...memoryStorage(),
    onTakeOver: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const takeOver = (entries: OutboxEntry[]) => {
    for (const listener of listeners) listener(entries);
  };
  return { storage, takeOver, listeners };
}

describe('outbox', () => {
  it('shows the row before send() returns and settles with the ack', async () => {
    const { room, network, client } = await inGeneral(2);
    const sent = room.send('  hello\r\n');
    expect(shown(room)).toEqual(['sent: text 1', 'sent: text 2', 'pending: hello']);
    expect(client.waiting).toBe(1);
    const { id, body } = network.socket.last('message');
    expect(body).toBe('hello');
    network.socket.receive({ type: 'ack', id, seq: 3, rev: 3, at: 9 });
    await expect(sent).resolves.toEqual({ id, seq: 3, rev: 3 });
    expect(room.timeline.rows[2]).toMatchObject({ status: 'sent', message: { seq: 3, at: 9, author: ANN } });
    expect(client.waiting).toBe(0);
  });

  it('carries files that are uploaded: their ids go out, the row shows them', async () => {
    const { room, network } = await inGeneral(1);
    const file = { id: 'f1', name: 'a.txt', type: 'text/plain', size: 3 };
    void room.send('', { attachments: [file] });
    const { id, attachments } = network.socket.last('message');
    expect(attachments).toEqual(['f1']);
    expect(room.timeline.rows[1]).toMatchObject({ status: 'pending', entry: { body: '', attachments: [file] } });
    network.socket.receive({ type: 'ack', id, seq: 2, rev: 2, at: 9 });
    expect(room.timeline.rows[1]).toMatchObject({ status: 'sent', message: { body: '', attachments: [file] } });
    await expect(room.send(' ', { attachments: [] })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('refuses a body that no server would take, without a row', async () => {
    const { room } = await inGeneral(1);
    await expect(room.send('   ')).rejects.toMatchObject({ code: 'invalid' });
    await expect(room.send('x'.repeat(8_001))).rejects.toMatchObject({ code: 'too_large' });
    expect(room.timeline.rows).toHaveLength(1);
  });

  it('keeps what is written without a connection and sends it in order, once there is one', async () => {
    const setup = await inGeneral(0);
    setup.network.socket.drop(1006);
    write(setup.room, 1, 3);
    setup.clock.advance(30_000);
    setup.network.socket.greet();
    expect(bodies(setup)).toEqual(['1', '2', '3']);
  });

  it('has at most 16 in flight', async () => {
    const setup = await inGeneral(0);
    write(setup.room, 1, 20);
    expect(bodies(setup)).toHaveLength(16);
    const [first] = setup.network.socket.frames('message');
    setup.network.socket.receive({ type: 'ack', id: first?.id ?? '', seq: 1, rev: 1, at: 1 });
    expect(bodies(setup)).toHaveLength(17);
  });

  it('sends the same ids again where the line dropped before the acks', async () => {
    const setup = await inGeneral(0);
    write(setup.room, 1, 3);
    const before = setup.network.socket.frames('message');
    setup.network.socket.receive({ type: 'ack', id: before[0]?.id ?? '', seq: 1, rev: 1, at: 1 });
    await reconnected(setup);
    expect(setup.network.socket.frames('message')).toEqual(before.slice(1));
  });

  it('keeps the order over a rate limit: waits, then goes on one by one from the refused one', async () => {
    const setup = await inGeneral(0);
    write(setup.room, 1, 3);
    const [one, two, three] = setup.network.socket.frames('message').map((frame) => frame.id);
    setup.network.socket.receive({ type: 'ack', id: one ?? '', seq: 1, rev: 1, at: 1 });
    refuse(setup, two ?? '', 'rate_limited', 700);
    refuse(setup, three ?? '', 'rate_limited', 700);
    setup.clock.advance(699);
    expect(bodies(setup)).toEqual(['1', '2', '3']);
    setup.clock.advance(1);
    expect(bodies(setup)).toEqual(['1', '2', '3', '2']);
    setup.network.socket.receive({ type: 'ack', id: two ?? '', seq: 2, rev: 2, at: 1 });
    expect(bodies(setup)).toEqual(['1', '2', '3', '2', '3']);
  });

  it('lets the other rooms go on while one room asks for a wait, and then sends there one at a time, in order', async () => {
    const setup = await inGeneral(0);
    write(setup.room, 1, 2);
    const [one = '', two = ''] = setup.network.socket.frames('message').map(({ id }) => id);
    for (const id of [one, two]) {
      const slow = { code: 'rate_limited', message: 'slow mode', retryAfterMs: 700, room: GENERAL.id } as const;
      setup.network.socket.receive({ type: 'error', id, ...slow });
    }
    void setup.client.room('elsewhere').send('meanwhile');
    expect(bodies(setup)).toEqual(['1', '2', 'meanwhile']);
    setup.clock.advance(700);
    expect(bodies(setup)).toEqual(['1', '2', 'meanwhile', '1']);
    setup.network.socket.receive({ type: 'ack', id: one, seq: 1, rev: 1, at: 1 });
    expect(bodies(setup)).toEqual(['1', '2', 'meanwhile', '1', '2']);
  });

  it('sends at full pace again in a room that asked for a wait once everything is there', async () => {
    const setup = await inGeneral(0);
    write(setup.room, 1, 1);
    const { id } = setup.network.socket.last('message');
    const slow = { code: 'rate_limited', message: 'slow mode', retryAfterMs: 700, room: GENERAL.id } as const;
    setup.network.socket.receive({ type: 'error', id, ...slow });
    setup.clock.advance(700);
    setup.network.socket.receive({ type: 'ack', id, seq: 1, rev: 1, at: 1 });
    write(setup.room, 2, 3);
    expect(bodies(setup)).toEqual(['1', '1', '2', '3']);
  });

  it('keeps why somebody may not write with the message that was refused', async () => {
    const setup = await inGeneral(0);
    write(setup.room, 1, 1);
    const restriction = { kind: 'mute', reason: 'too loud' } as const;
    const { id } = setup.network.socket.last('message');
    setup.network.socket.receive({ type: 'error', id, code: 'forbidden', message: 'muted', restriction });
    expect(setup.room.timeline.rows).toMatchObject([{ status: 'failed', failure: { code: 'forbidden', restriction } }]);
  });

  it('sends again what was not answered within 15 s', async () => {
    const setup = await inGeneral(0);
    write(setup.room, 1, 1);
    for (let second = 0; second < 17; second += 1) {
      setup.clock.advance(1_000);
      setup.network.socket.receive({ type: 'pong', id: 'x', now: setup.clock.now() });
    }
    expect(bodies(setup)).toEqual(['1', '1']);
  });

  it('does not let one message that the server cannot store hold up the others for ever', async () => {
    const setup = await inGeneral(0);
    write(setup.room, 1, 1);
    const { id } = setup.network.socket.last('message');
    for (let tries = 0; tries < 8; tries += 1) {
      refuse(setup, id, 'internal', 100);
      setup.clock.advance(100);
    }
    expect(shown(setup.room)).toEqual(['failed: 1']);
  });

  it.each(['invalid', 'too_large', 'forbidden', 'room_not_found', 'conflict'] as const)(
    'fails the row on %s',
    async (code) => {
      const setup = await inGeneral(0);
      const sent = setup.room.send('1');
      refuse(setup, setup.network.socket.last('message').id, code);
      await expect(sent).rejects.toMatchObject({ code });
      expect(setup.room.timeline.rows[0]).toMatchObject({ status: 'failed', failure: { code } });
      expect(setup.client.waiting).toBe(0);
    },
  );

  it('joins again once where the membership has ended', async () => {
    const setup = await inGeneral(0);
    void setup.room.leave();
    write(setup.room, 1, 1);
    const { socket } = setup.network;
    const { id } = socket.last('message');
    refuse(setup, id, 'not_joined');
    expect(socket.frames('join')).toHaveLength(2);
    socket.receive(joined(socket.last('join').id, []));
    socket.receive({ type: 'ack', id: socket.last('leave').id });
    await settled();
    socket.receive({ type: 'ack', id: socket.last('leave').id });
    await settled();
    expect(bodies(setup)).toEqual(['1', '1']);
    refuse(setup, id, 'not_joined');
    expect(setup.room.timeline.rows[0]).toMatchObject({ status: 'failed', failure: { code: 'not_joined' } });
  });

  it('stays in a room that somebody opens while it is joined for a message', async () => {
    const setup = await inGeneral(0);
    void setup.room.leave();
    write(setup.room, 1, 1);
    const { socket } = setup.network;
    refuse(setup, socket.last('message').id, 'not_joined');
    void setup.room.join();
    socket.receive(joined(socket.last('join').id, []));
    await settled();
    expect(setup.room.status).toBe('live');
    expect(socket.frames('leave')).toHaveLength(1);
    expect(bodies(setup)).toEqual(['1', '1']);
  });

  it('does not come back later to a room that refused to be joined for a message', async () => {
    const setup = await inGeneral(0);
    void setup.room.leave();
    write(setup.room, 1, 1);
    const { socket } = setup.network;
    refuse(setup, socket.last('message').id, 'not_joined');
    refuse(setup, socket.last('join').id, 'forbidden');
    await settled();
    await reconnected(setup);
    expect(setup.network.socket.frames('join')).toEqual([]);
  });

  it('sends a failed row again with the same id', async () => {
    const setup = await inGeneral(0);
    write(setup.room, 1, 1);
    const { id } = setup.network.socket.last('message');
    refuse(setup, id, 'forbidden');
    expect(setup.client.unsent).toMatchObject([{ id, body: '1', failure: { code: 'forbidden' } }]);
    setup.room.retry(id);
    expect(shown(setup.room)).toEqual(['pending: 1']);
    expect(setup.network.socket.frames('message').map((frame) => frame.id)).toEqual([id, id]);
  });

  it('forgets a discarded row, but shows it where it arrives all the same', async () => {
    const storage = memoryStorage();
    const { room, network, client } = await inGeneral(0, { storage });
    const sent = room.send('1');
    const { id } = network.socket.last('message');
    room.discard(id);
    await expect(sent).rejects.toMatchObject({ code: 'closed' });
    expect(shown(room)).toEqual([]);
    expect(client.waiting).toBe(0);
    expect(await storage.load()).toEqual([]);
    network.socket.receive(push(1, 1, { id, author: ANN, body: '1' }));
    network.socket.receive({ type: 'ack', id, seq: 1, rev: 1, at: 1 });
    expect(shown(room)).toEqual(['sent: 1']);
  });

  it('comes back after a reload: rows are pending, ids the same, order as written', async () => {
    const storage = memoryStorage();
    const before = await inGeneral(0, { storage });
    before.network.socket.drop(1006);
    write(before.room, 1, 3);
    await settled();
    const after = await connected({ storage }, { rooms: [summary()] });
    expect(shown(after.client.room('general'))).toEqual(['pending: 1', 'pending: 2', 'pending: 3']);
    expect(bodies(after)).toEqual(['1', '2', '3']);
    expect(after.client.waiting).toBe(3);
  });

  it('sends what a tab that has gone left behind, before what waits here', async () => {
    const { storage, takeOver } = sharedStorage();
    const setup = await inGeneral(0, { storage });
    setup.network.socket.drop(1006);
    write(setup.room, 1, 1);
    const left = { room: GENERAL.id, at: 1, author: ANN.id };
    takeOver([
      { ...left, id: 'e2', body: 'left 2', at: 2 },
      { ...left, id: 'e1', body: 'left 1' },
    ]);
    expect(shown(setup.room)).toEqual(['pending: left 1', 'pending: left 2', 'pending: 1']);
    expect(setup.client.waiting).toBe(3);
    setup.clock.advance(30_000);
    setup.network.socket.greet();
    expect(bodies(setup)).toEqual(['left 1', 'left 2', '1']);
  });

  it('leaves what others left behind alone while it is closed, and finds it when it comes back', async () => {
    const { storage, takeOver, listeners } = sharedStorage();
    const setup = await connected({ storage });
    void setup.client.close();
    expect(listeners.size).toBe(0);
    const left = { id: 'e1', room: GENERAL.id, body: 'left', at: 1, author: '' };
    await storage.put(left);
    takeOver([left]);
    await settled();
    expect(await storage.load()).toEqual([left]);
    void setup.client.connect();
    setup.network.socket.greet();
    await settled();
    expect(listeners.size).toBe(1);
    expect(bodies(setup)).toEqual(['left']);
  });

  it("keeps somebody else's entries and does not send them", async () => {
    const storage = memoryStorage();
    const theirs: OutboxEntry = { id: 'e', room: 'general', body: 'secret', at: 1, author: BOB.id };
    await storage.put(theirs);
    const setup = await connected({ storage });
    expect(bodies(setup)).toEqual([]);
    expect(setup.client.waiting).toBe(0);
    expect(setup.client.room('general').timeline.rows).toEqual([]);
    expect(await storage.load()).toEqual([theirs]);
  });

  it('gives what was written before the first hello to whoever that names', async () => {
    const storage = memoryStorage();
    const setup = setUp({ storage });
    void setup.client.room('general').send('early');
    void setup.client.connect();
    await settled();
    setup.network.socket.greet();
    expect(bodies(setup)).toEqual(['early']);
    expect(await storage.load()).toMatchObject([{ author: ANN.id }]);
  });

  it('goes on from memory where the storage fails or never answers', async () => {
    const broken: OutboxStorage = {
      load: () => Promise.reject(new Error('no')),
      put: () => Promise.reject(new Error('no')),
      remove: () => Promise.reject(new Error('no')),
    };
    const setup = await inGeneral(0, { storage: broken });
    write(setup.room, 1, 1);
    expect(bodies(setup)).toEqual(['1']);

    const stuck = await inGeneral(0, { storage: { ...memoryStorage(), load: () => new Promise(() => {}) } });
    write(stuck.room, 1, 1);
    expect(bodies(stuck)).toEqual([]);
    stuck.clock.advance(2_000);
    expect(bodies(stuck)).toEqual(['1']);
  });

  it('shows one row for a message whose ack was lost and that the join brings', async () => {
    const setup = await inGeneral(2);
    write(setup.room, 1, 1);
    const { id } = setup.network.socket.last('message');
    await reconnected(setup);
    const { socket } = setup.network;
    const own = message(3, 3, { id, author: ANN, body: '1' });
    socket.receive(joined(socket.last('join').id, [own], { complete: true }));
    expect(shown(setup.room)).toEqual(['sent: text 1', 'sent: text 2', 'sent: 1']);
    socket.receive({ type: 'ack', id, seq: 3, rev: 3, at: 3 });
    expect(shown(setup.room)).toEqual(['sent: text 1', 'sent: text 2', 'sent: 1']);
    expect(setup.client.waiting).toBe(0);
  });
});

describe('outbox and the room key', () => {
  it('sends to the id once it is known', async () => {
    const { room, network } = await inGeneral(1);
    void room.send('x');
    expect(network.socket.last('message').room).toBe(GENERAL.id);
    expect(messages(1, 1)).toHaveLength(1);
  });
});
