import './require-node.mjs';
import { CommandFailed } from './run.mjs';
import { setUp } from './setup.mjs';

/**
 * Sets up what isn't set up yet, then runs a program of the built server. In this process, not a child: npm passes SIGTERM
 * and Ctrl+C to nobody else, and the server drains on them.
 *
 * @param {string} program its name in the server's `dist`
 */
export async function launch(program) {
  try {
    await setUp();
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    console.error(`\n${error.message}. Its own output is above; run the same command again to go on from here.`);
    process.exit(error.exitCode);
  }
  process.setSourceMapsEnabled(true);
  await import(`../apps/server/dist/${program}.js`);
}
