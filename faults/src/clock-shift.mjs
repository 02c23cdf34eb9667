// Imported into the server before anything else: SIGUSR2 makes its wall clock jump by what the file names, in ms.
import { readFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  const { now } = Date;
  let shift = 0;
  Date.now = () => now() + shift;
  process.on('SIGUSR2', () => {
    shift = Number(readFileSync(process.env.CLOCK_SHIFT, 'utf8'));
  });
}
