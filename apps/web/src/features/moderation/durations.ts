import type { SanctionKind } from '@confab/protocol';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long a mute or ban may last, in ms; 0 until it is lifted. */
export const DURATIONS: Record<SanctionKind, readonly [number, string][]> = {
  mute: [
    [10 * MINUTE, '10 minutes'],
    [HOUR, '1 hour'],
    [DAY, '1 day'],
    [7 * DAY, '1 week'],
    [0, 'Until lifted'],
  ],
  ban: [
    [HOUR, '1 hour'],
    [DAY, '1 day'],
    [7 * DAY, '1 week'],
    [30 * DAY, '30 days'],
    [0, 'Until lifted'],
  ],
};

/** What slow mode can be set to, in ms. */
export const PACES: readonly [number, string][] = [
  [0, 'Off'],
  [5_000, '5 s'],
  [15_000, '15 s'],
  [MINUTE, '1 min'],
  [5 * MINUTE, '5 min'],
  [HOUR, '1 hour'],
];
