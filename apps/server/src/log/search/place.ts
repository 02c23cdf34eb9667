/** Messages of one millisecond that have places of their own; one more goes to the next millisecond. */
const SLOTS = 64;

/** The first place of a moment: 2^53 is reached in the year 6429. @param at Unix milliseconds */
export function firstPlaceAt(at: number): number {
  return at * SLOTS;
}
