import { CLOSE } from '@confab/protocol';
import { describe, expect, it } from 'vitest';
import type { ConnectionState } from '../src/connection-state.ts';
import { connected, setUp } from './connected-client.ts';
import { helloFrame } from './fake-network.ts';
import { settled } from './manual-clock.ts';
import { ANN } from './samples.ts';

describe('connection', () => {
  it('asks for the subprotocol at /ws and is connected with the hello', async () => {
    const { client, network } = setUp();
    const done = client.connect();
    expect(network.socket.url).toBe('ws://chat.test/ws');
    expect(network.socket.protocols).toEqual(['chat.v1.json']);
    network.socket.open();
    expect(client.state.name).toBe('connecting');
    network.socket.receive(helloFrame());
    await done;
    expect(client.state.name).toBe('connected');
    expect(client.user).toEqual(ANN);
  });

  it('sends the token in an auth frame where there is one', async () => {
    const { client, network } = setUp({ getToken: async () => 'secret' });
    void client.connect();
    network.socket.open();
    await settled();
    expect(network.socket.last('auth').token).toBe('secret');
    expect(network.socket.url).not.toContain('secret');
  });

  it('fails, and says so to connect(), where the server does not know who this is', async () => {
    const { client, network } = setUp();
    const done = client.connect();
    network.socket.open();
    network.socket.drop(CLOSE.unauthenticated, 'no session');
    await expect(done).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(client.state).toMatchObject({ name: 'failed', reason: { kind: 'unauthenticated', message: 'no session' } });
  });

  it('fails where the token is refused, without waiting for the close', async () => {
    const { client, network } = setUp({ getToken: () => 'old' });
    void client.connect();
    network.socket.open();
    await settled();
    network.socket.receive({
      type: 'error',
      id: network.socket.last('auth').id,
      code: 'unauthenticated',
      message: 'no',
    });
    expect(client.state.name).toBe('failed');
  });

  it('keeps connect() open over failed tries', async () => {
    const { client, network, clock } = setUp();
    const done = client.connect();
    network.socket.drop(1006);
    expect(client.state).toMatchObject({ name: 'waiting', reason: { kind: 'unreachable' } });
    clock.advance(1_000);
    network.socket.greet();
    await expect(done).resolves.toBeUndefined();
  });

  it('gives up a handshake without a hello after 10 s', () => {
    const { client, network, clock } = setUp();
    void client.connect();
    network.socket.open();
    clock.advance(9_999);
    expect(client.state.name).toBe('connecting');
    clock.advance(1);
    expect(client.state).toMatchObject({ name: 'waiting', reason: { kind: 'timeout' } });
    expect(network.socket.closedWith).toBeNull();
  });

  it('ignores a socket it has given up', async () => {
    const { client, network, clock } = setUp();
    void client.connect();
    const old = network.socket;
    clock.advance(10_000);
    old.greet();
    expect(client.state.name).toBe('waiting');
  });

  it('says bye, and stays idle', async () => {
    const { client, network, clock } = await connected();
    void client.close();
    expect(network.socket.closedWith).toBe(CLOSE.bye);
    expect(client.state).toEqual({ name: 'idle' });
    clock.advance(60_000);
    expect(network.sockets).toHaveLength(1);
  });

  it('says so to whoever waits for the first hello when it is closed before that', async () => {
    const { client } = setUp();
    const greeted = client.connect();
    void client.close();
    await expect(greeted).rejects.toMatchObject({ code: 'closed' });
  });

  it('tries at once when the environment hints', async () => {
    const { client, network } = await connected();
    network.socket.drop(1006);
    client.hint('online');
    expect(client.state.name).toBe('connecting');
    expect(network.sockets).toHaveLength(2);
  });

  it('soon tries again where the try that failed was begun before the environment gave hope', () => {
    const { client, network, clock } = setUp();
    void client.connect();
    for (let failed = 0; failed < 6; failed += 1) {
      network.socket.drop(1006);
      while (client.state.name === 'waiting') clock.advance(100);
    }
    client.hint('online');
    network.socket.drop(1006);
    clock.advance(1_000);
    expect(client.state.name).toBe('connecting');
  });

  it('tells every state once', async () => {
    const { client, network, clock } = setUp();
    const states: ConnectionState['name'][] = [];
    client.on('state', (state) => states.push(state.name));
    void client.connect();
    network.socket.greet();
    network.socket.drop(CLOSE.restarting);
    clock.advance(500);
    network.socket.greet();
    expect(states).toEqual(['connecting', 'connected', 'waiting', 'connecting', 'connected']);
  });

  it('survives frames it does not understand', async () => {
    const { client, network } = await connected();
    network.socket.onmessage?.({ data: 'not json' });
    network.socket.onmessage?.({ data: '[1]' });
    network.socket.onmessage?.({ data: '{"type":"from-the-future","id":"x"}' });
    expect(client.state.name).toBe('connected');
  });
});

describe('heartbeat', () => {
  it('asks after the silence that the server named, and is content with any frame', async () => {
    const { client, network, clock } = await connected();
    clock.advance(9_999);
    expect(network.socket.frames('ping')).toHaveLength(0);
    clock.advance(1);
    expect(network.socket.frames('ping')).toHaveLength(1);
    network.socket.receive({ type: 'activity', room: 'r', seq: 1, unread: 1, mentions: 0 });
    clock.advance(9_999);
    expect(client.state).toMatchObject({ name: 'connected', slow: false });
    expect(network.socket.frames('ping')).toHaveLength(1);
  });

  it('is slow after 3 s without an answer, and fine again with one', async () => {
    const { client, network, clock } = await connected();
    clock.advance(13_000);
    expect(client.state).toMatchObject({ name: 'connected', slow: true });
    network.socket.receive({ type: 'pong', id: 'x', now: clock.now() });
    expect(client.state).toMatchObject({ name: 'connected', slow: false });
  });

  it.each([1_000, 10_000, 45_000])('notices a dead line within 20 s (heartbeatMs %i)', async (heartbeatMs) => {
    const { client, network, clock } = await connected({}, { heartbeatMs });
    clock.advance(20_000);
    expect(network.sockets[0]?.closedWith).toBeNull();
    expect(network.sockets.length + (client.state.name === 'waiting' ? 1 : 0)).toBeGreaterThan(1);
  });

  it('gives a doubtful line 2 s', async () => {
    const { client, network, clock } = await connected();
    client.hint('visible');
    expect(network.socket.frames('ping')).toHaveLength(1);
    clock.advance(2_000);
    expect(client.state).toMatchObject({ name: 'waiting', reason: { kind: 'timeout' } });
  });

  it.each([0, 11_000, 14_000])(
    'notices a dead line within 20 s, also where the clock is set back after %i ms',
    async (ms) => {
      const { network, clock } = await connected();
      clock.advance(ms);
      clock.setBack(3_600_000);
      clock.advance(20_000 - ms);
      expect(network.sockets[0]?.onclose).toBeNull();
    },
  );

  it('takes "offline" for a hint only, and for the reason where the line is dead', async () => {
    const { client, network, clock } = await connected();
    client.hint('offline');
    expect(client.state.name).toBe('connected');
    network.socket.receive({ type: 'pong', id: 'x', now: clock.now() });
    clock.advance(9_000);
    expect(client.state.name).toBe('connected');
    client.hint('offline');
    clock.advance(2_000);
    expect(client.state).toMatchObject({ name: 'waiting', reason: { kind: 'offline' } });
  });

  it('gives the line its time after a sleep, too', async () => {
    const { client, network, clock } = await connected();
    clock.sleep(60_000);
    clock.advance(0);
    expect(network.socket.frames('ping')).toHaveLength(1);
    clock.advance(5_999);
    expect(client.state.name).toBe('connected');
    clock.advance(1);
    expect(client.state.name).toBe('waiting');
  });

  it('reads the clock of the server half way through a ping', async () => {
    const { client, network, clock } = await connected();
    clock.advance(10_000);
    const { t } = network.socket.last('ping');
    clock.advance(200);
    network.socket.receive({ type: 'pong', id: 'x', t: t ?? 0, now: (t ?? 0) + 5_100 });
    expect(client.clockOffset).toBe(5_000);
  });
});
