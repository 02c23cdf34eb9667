import { cpus, loadavg, release, totalmem } from 'node:os';

/** The machine in one line, with how busy it was when the bench began. */
export function describeMachine(): string {
  const cores = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  const load = loadavg()
    .map((value) => value.toFixed(1))
    .join(' ');
  return `${cores.length} × ${cores[0]?.model.trim() ?? 'unknown CPU'}, ${memory} GiB, Linux ${release()}, Node ${process.version}; load at the start ${load}`;
}
