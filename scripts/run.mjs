import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { ROOT } from './root.mjs';

/** A command ended with anything but 0. */
export class CommandFailed extends Error {
  name = 'CommandFailed';

  /** @param {string} title @param {number} exitCode the command's own, or 128 + n after signal n */
  constructor(title, exitCode) {
    super(`${title} failed (exit code ${exitCode})`);
    this.exitCode = exitCode;
  }
}

/**
 * Runs a command to its end, its output on this terminal, nothing on its stdin. The child leads a process group of its
 * own: SIGINT or SIGTERM to us ends the whole group (npm and turbo leave grandchildren behind otherwise), then us.
 *
 * @param {string} title what it does, for the error
 * @param {string} file
 * @param {string[]} args
 * @param {{env?: Record<string, string | undefined>, quiet?: boolean, check?: boolean}} [options] `env` is laid over
 *   ours; `quiet` shows the output only where it fails; `check: false` returns a failure's exit code where it would throw
 *   CommandFailed
 * @returns {Promise<number>} the exit code
 */
export async function run(title, file, args, { env = {}, quiet = false, check = true } = {}) {
  const child = spawn(file, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    detached: true,
  });
  const output = [];
  child.stdout?.on('data', (chunk) => output.push(chunk));
  child.stderr?.on('data', (chunk) => output.push(chunk));
  const signals = passOnSignals(child);
  try {
    const exitCode = await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
    });
    if (signals.received) process.exit(128 + constants.signals[signals.received]);
    if (exitCode !== 0) process.stderr.write(Buffer.concat(output));
    if (check && exitCode !== 0) throw new CommandFailed(title, exitCode);
    return exitCode;
  } finally {
    signals.stop();
  }
}

/** Passes SIGINT and SIGTERM on to the child's process group until `stop()`; `received` is the first that came. */
function passOnSignals(child) {
  const state = {
    received: undefined,
    stop() {
      process.off('SIGINT', pass);
      process.off('SIGTERM', pass);
    },
  };
  function pass(signal) {
    state.received ??= signal;
    try {
      process.kill(-child.pid, signal);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  }
  process.on('SIGINT', pass);
  process.on('SIGTERM', pass);
  return state;
}
