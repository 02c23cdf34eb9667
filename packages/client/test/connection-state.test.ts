import { CLOSE } from '@confab/protocol';
import { describe, expect, it } from 'vitest';
import { type ConnectionEvent, INITIAL, type Machine, nextMachine } from '../src/connection-state.ts';
import { reasonOfClose } from '../src/disconnect-reason.ts';

function after(...events: ConnectionEvent[]): Machine {
  return events.reduce(nextMachine, INITIAL);
}

function lost(code: number, now: number, opened = true): ConnectionEvent {
  return { type: 'lost', reason: reasonOfClose(code, '', opened), now, random: 0.5 };
}

const CONNECT: ConnectionEvent = { type: 'connect' };
const HELLO: ConnectionEvent = { type: 'hello', now: 1_000 };

describe('connection state', () => {
  it('goes from idle over connecting to connected', () => {
    expect(after().state).toEqual({ name: 'idle' });
    expect(after(CONNECT).state).toEqual({ name: 'connecting', attempt: 1 });
    expect(after(CONNECT, HELLO).state).toEqual({ name: 'connected', since: 1_000, slow: false });
  });

  it('waits after a failed try, longer each time', () => {
    const once = after(CONNECT, lost(1006, 2_000, false));
    expect(once.state).toMatchObject({ name: 'waiting', attempt: 1, retryAt: 2_500, reason: { kind: 'unreachable' } });
    const twice = [CONNECT, lost(1006, 3_000, false)].reduce(nextMachine, once);
    expect(twice.state).toMatchObject({ name: 'waiting', attempt: 2, retryAt: 4_000 });
  });

  it('forgets the failures after 10 s of connection, not before', () => {
    const failedOnce: ConnectionEvent[] = [CONNECT, lost(1006, 0, false), CONNECT, HELLO];
    expect(after(...failedOnce, lost(1006, 10_999)).failures).toBe(2);
    expect(after(...failedOnce, lost(1006, 11_000)).failures).toBe(0);
  });

  it('returns at once, jittered, after a restart', () => {
    expect(after(CONNECT, HELLO, lost(CLOSE.restarting, 50_000)).state).toMatchObject({
      name: 'waiting',
      reason: { kind: 'restarting', code: 1012 },
      retryAt: 50_500,
    });
  });

  it('waits at least 5 s after flooding', () => {
    expect(after(CONNECT, HELLO, lost(CLOSE.flooding, 50_000)).state).toMatchObject({
      name: 'waiting',
      retryAt: 55_000,
    });
  });

  it.each([
    [4001, 'unauthenticated'],
    [4003, 'revoked'],
    [4500, 'closed'],
    [4999, 'closed'],
  ])('gives up after %i', (code, kind) => {
    expect(after(CONNECT, HELLO, lost(code, 2_000)).state).toMatchObject({ name: 'failed', reason: { kind, code } });
  });

  it.each([1000, 1001, 1006, 1009, 1011, 1013, 4000, 4008, 4499])('comes back after %i', (code) => {
    expect(after(CONNECT, HELLO, lost(code, 2_000)).state.name).toBe('waiting');
  });

  it('tries again from failed and from waiting when asked', () => {
    expect(after(CONNECT, HELLO, lost(4001, 2_000), CONNECT).state).toEqual({ name: 'connecting', attempt: 1 });
    expect(after(CONNECT, lost(1006, 2_000, false), CONNECT).state).toEqual({ name: 'connecting', attempt: 2 });
  });

  it('ignores what means nothing in a state', () => {
    for (const event of [HELLO, lost(1006, 1), { type: 'slow', slow: true } as const, { type: 'close' } as const]) {
      expect(nextMachine(INITIAL, event)).toBe(INITIAL);
    }
    const live = after(CONNECT, HELLO);
    expect(nextMachine(live, CONNECT)).toBe(live);
    expect(nextMachine(live, { type: 'slow', slow: false })).toBe(live);
  });
});
