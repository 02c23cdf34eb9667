/** While news keep coming, a rest is so many times as long as the work before it: an eighth of a core is left to the index. */
const IN_FLOOD = 7;
/** In a flood that is older than this, ms, and whenever old messages are read: half of a core. */
const PATIENCE_MS = 10_000;
/** A step may take long for a slow disk or a busy processor; what people write is found within a second all the same. */
const LONGEST_MS = 500;

/**
 * How long the thread that indexes rests after a step: posting and reading come first, on small machines, too. What people
 * write is indexed as soon as it has been told; a flood is followed at a distance.
 * @param worked the step's time, ms
 * @param news whether there were new messages since the step before
 * @param behind for how long, ms, there has been more to index than was
 * @returns ms
 */
export function restAfter(worked: number, news: boolean, behind: number): number {
  return Math.min(LONGEST_MS, worked * (news && behind < PATIENCE_MS ? IN_FLOOD : 1));
}
