import type { Measurement } from './measurement.ts';
import { initialScript } from './measurements/initial-script.ts';
import { opening } from './measurements/opening.ts';
import { scrolling } from './measurements/scrolling.ts';
import { switching } from './measurements/switching.ts';
import { typing } from './measurements/typing.ts';

/** In the order in which they run. */
export const MEASUREMENTS: readonly Measurement[] = [initialScript, opening, scrolling, typing, switching];
