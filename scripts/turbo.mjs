import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { run } from './run.mjs';

/** Set for every turbo that our commands start: it reports to nobody and prints no update notice. */
export const TURBO_ENV = {
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
  DO_NOT_TRACK: '1',
};

/** The command line of turbo: its launcher, run by this very Node. */
export const TURBO_COMMAND = [process.execPath, join(ROOT, 'node_modules/turbo/bin/turbo')];

/**
 * Runs turbo tasks to their end, showing nothing but the output of those that fail.
 *
 * @param {string} title what it does, for the error
 * @param {string[]} args tasks and options
 * @param {{check?: boolean}} [options] see run()
 */
export function turboRun(title, args, options) {
  const [node, turbo] = TURBO_COMMAND;
  const quiet = ['--output-logs=errors-only', '--log-prefix=none', '--ui=stream'];
  return run(title, node, [turbo, 'run', ...args, ...quiet], { ...options, env: TURBO_ENV, quiet: true });
}
