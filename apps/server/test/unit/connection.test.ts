import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { CLOSE } from '@confab/protocol';
import { expect, test } from 'vitest';
import { Connection } from '../../src/gateway/connection.ts';
import { Flusher } from '../../src/gateway/flusher.ts';
import { TurnWrites } from '../../src/gateway/turn-writes.ts';
import { ManualClock } from '../support/manual-clock.ts';

/** A WebSocket whose peer the test plays. */
class FakeWebSocket extends EventEmitter {
  readonly isPaused = false;
  closedWith: number | undefined;
  terminated = 0;

  close(code: number): void {
    this.closedWith = code;
  }

  terminate(): void {
    this.terminated += 1;
  }
}

/** A connection that nobody has said anything on yet. */
function begun() {
  const clock = new ManualClock();
  const socket = new FakeWebSocket();
  const rate = { perSecond: 1, burst: 1 };
  const services = {
    clock,
    counters: {},
    flusher: new Flusher(new TurnWrites()),
    limits: { frames: rate, patience: rate },
    log: { debug: () => undefined },
    sendQueueBytes: 1_000,
    times: { authTimeout: 10_000 },
  };
  const connection = new Connection(1, socket as never, new PassThrough() as never, services as never);
  connection.start(undefined);
  return { clock, socket, connection };
}

test('a peer that does not answer the close is cut off after 3 s', () => {
  const { clock, socket, connection } = begun();
  connection.close(CLOSE.restarting, 'restarting');
  clock.advance(2_999);
  expect(socket.terminated).toBe(0);
  clock.advance(1);
  expect(socket.terminated).toBe(1);
});

test('a peer that has gone is let go of: no timer keeps its connection', () => {
  const { clock, socket, connection } = begun();
  connection.close(CLOSE.overloaded, 'you read too slowly');
  socket.emit('close', CLOSE.overloaded);
  clock.advance(60_000);
  expect(socket.terminated).toBe(0);
});

test('who does not say who they are within the time is sent away', () => {
  const { clock, socket } = begun();
  clock.advance(10_000);
  expect(socket.closedWith).toBe(CLOSE.unauthenticated);
});
