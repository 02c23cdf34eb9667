import { afterClose, CLOSE } from '@confab/protocol';
import { backoffDelay } from './backoff.ts';

/** Where the client stands with the server. Every state says why and, where it waits, until when. */
export type ConnectionState =
  | { name: 'idle' }
  | { name: 'connecting'; attempt: number }
  /** `slow`: a ping has been unanswered for 3 s, the line is not given up yet. */
  | { name: 'connected'; since: number; slow: boolean }
  /** The next try starts at `retryAt` (Unix ms); `attempt` tries have failed in a row. */
  | { name: 'waiting'; reason: DisconnectReason; attempt: number; retryAt: number }
  /** The server said not to come back: 4001, 4003, 4500–4999. `connect()` tries again all the same. */
  | { name: 'failed'; reason: DisconnectReason };

/** Why the line is gone, or was never there. */
export interface DisconnectReason {
  kind:
    | 'closed'
    | 'unreachable'
    | 'timeout'
    | 'offline'
    | 'restarting'
    | 'overloaded'
    | 'unauthenticated'
    | 'revoked'
    | 'flooding';
  /** The WebSocket close code, where there was one. */
  code?: number;
  message: string;
}

/** A connection that lasted this long was a good one: the backoff starts anew. */
const STABLE_MS = 10_000;
/** After 1012 everybody returns at once, but not in the same instant. */
const RESTART_JITTER_MS = 1_000;
const FLOODING_MS = 5_000;

/** The connection's state and what the next transition needs to know. */
export interface Machine {
  readonly state: ConnectionState;
  /** Tries that failed in a row; a connection that broke before it was stable counts as one. */
  readonly failures: number;
}

export type ConnectionEvent =
  /** Somebody asked, or the wait is over. */
  | { type: 'connect' }
  | { type: 'hello'; now: number }
  | { type: 'slow'; slow: boolean }
  /** There is reason to believe that the server can be reached now. */
  | { type: 'hope' }
  /** The socket is gone. `random` (0 ≤ x < 1) decides the jitter. */
  | { type: 'lost'; reason: DisconnectReason; now: number; random: number }
  | { type: 'close' };

export const INITIAL: Machine = { state: { name: 'idle' }, failures: 0 };

/** The machine after `event`; the same object where the event means nothing in this state. */
export function nextMachine(machine: Machine, event: ConnectionEvent): Machine {
  const { state, failures } = machine;
  switch (event.type) {
    case 'connect':
      if (state.name === 'connecting' || state.name === 'connected') return machine;
      return { state: { name: 'connecting', attempt: failures + 1 }, failures };
    case 'hello':
      if (state.name !== 'connecting') return machine;
      return { state: { name: 'connected', since: event.now, slow: false }, failures };
    case 'slow':
      if (state.name !== 'connected' || state.slow === event.slow) return machine;
      return { state: { ...state, slow: event.slow }, failures };
    case 'hope':
      // The try under way was begun without it. Where that fails, the next one must not wait for what failed before.
      return state.name === 'connecting' && failures > 0 ? { state, failures: 0 } : machine;
    case 'lost':
      if (state.name !== 'connecting' && state.name !== 'connected') return machine;
      return afterLoss(machine, event);
    case 'close':
      return state.name === 'idle' ? machine : INITIAL;
  }
}

function afterLoss(machine: Machine, event: ConnectionEvent & { type: 'lost' }): Machine {
  const { state } = machine;
  const { reason, now, random } = event;
  const stable = state.name === 'connected' && now - state.since >= STABLE_MS;
  const failures = stable ? 0 : machine.failures + 1;
  const next = reason.code === undefined ? 'reconnect' : afterClose(reason.code);
  if (next === 'stop' || reason.kind === 'unauthenticated') return { state: { name: 'failed', reason }, failures: 0 };
  return {
    state: { name: 'waiting', reason, attempt: failures, retryAt: now + delayAfter(reason, failures, random) },
    failures,
  };
}

function delayAfter(reason: DisconnectReason, failures: number, random: number): number {
  if (reason.code === CLOSE.restarting) return Math.round(random * RESTART_JITTER_MS);
  const delay = backoffDelay(failures, random);
  return reason.code === CLOSE.flooding ? Math.max(FLOODING_MS, delay) : delay;
}
