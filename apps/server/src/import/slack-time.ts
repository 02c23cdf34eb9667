/**
 * A Slack timestamp as one number, to compare: messages of a channel have different ones.
 * @param ts such as "1494517568.512661"
 * @returns Unix microseconds
 */
export function microseconds(ts: string): number {
  const [seconds, fraction = ''] = ts.split('.');
  return Number(seconds) * 1_000_000 + Number(fraction.padEnd(6, '0'));
}

/** A Slack timestamp in Unix milliseconds. */
export function milliseconds(ts: string): number {
  return Math.floor(microseconds(ts) / 1_000);
}
