import type { CDPSession } from '@playwright/test';

interface TraceEvent {
  name: string;
  ph: string;
  /** µs */
  ts: number;
  dur?: number;
  pid: number;
  tid: number;
}

/**
 * Runs something in a page that calls `performance.mark('frame')` in every animation frame.
 * @returns with the result, for each frame, all the time (ms) that the page's main thread was busy since the frame
 *   before: scripts, style, layout, paint, garbage, network
 */
export async function traceFrames<T>(cdp: CDPSession, run: () => Promise<T>): Promise<{ result: T; frames: number[] }> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: object[] }) => events.push(...(value as TraceEvent[]));
  cdp.on('Tracing.dataCollected', collect);
  const complete = new Promise((resolve) => cdp.once('Tracing.tracingComplete', resolve));
  await cdp.send('Tracing.start', {
    traceConfig: {
      recordMode: 'recordContinuously',
      traceBufferSizeInKb: 400_000,
      includedCategories: ['disabled-by-default-devtools.timeline', 'blink.user_timing'],
      excludedCategories: ['*'],
    },
  });
  const result = await run();
  await cdp.send('Tracing.end');
  await complete;
  cdp.off('Tracing.dataCollected', collect);
  return { result, frames: busyPerFrame(events) };
}

function busyPerFrame(events: readonly TraceEvent[]): number[] {
  const marks = events.filter(({ name }) => name === 'frame').sort((a, b) => a.ts - b.ts);
  const first = marks[0];
  if (!first) throw new Error('the trace has no frames');
  const tasks = events
    .filter(({ name, ph, pid, tid }) => name === 'RunTask' && ph === 'X' && pid === first.pid && tid === first.tid)
    .sort((a, b) => a.ts - b.ts);
  const busy = new Array<number>(marks.length).fill(0);
  let at = 0;
  for (const { ts, dur = 0 } of tasks) {
    // The task in which the mark lies is the frame itself; what ends before it came first.
    while (at < marks.length && (marks[at]?.ts ?? 0) < ts) at += 1;
    if (at < marks.length) busy[at] = (busy[at] ?? 0) + dur / 1_000;
  }
  return busy.slice(1);
}
