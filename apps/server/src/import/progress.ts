import type { WriteStream } from 'node:tty';

const WIDTH = 30;
const REDRAW_MS = 100;

/**
 * Shows how far something is: a bar that redraws itself on a terminal, a line for every tenth elsewhere.
 * @param label what is going on, such as "Checking"
 * @param elapsed milliseconds of a clock that never jumps
 */
export function createProgress(
  label: string,
  stream: Pick<WriteStream, 'isTTY' | 'write'>,
  elapsed: () => number = () => performance.now(),
): (done: number, total: number) => void {
  let tenths = -1;
  let drawnAt = -Infinity;
  return (done, total) => {
    const share = total === 0 ? 1 : done / total;
    if (stream.isTTY) {
      if (done < total && elapsed() - drawnAt < REDRAW_MS) return;
      drawnAt = elapsed();
      const full = Math.round(share * WIDTH);
      const bar = `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}`;
      stream.write(`\r${label} ${bar} ${Math.floor(share * 100)} %${done >= total ? '\n' : ''}`);
    } else if (Math.floor(share * 10) > tenths) {
      tenths = Math.floor(share * 10);
      stream.write(`${label}: ${tenths * 10} %\n`);
    }
  };
}
