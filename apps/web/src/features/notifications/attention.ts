import { heldLocks, holdLock } from './held-lock.ts';
import type { Attention } from './notice-of.ts';

const LOOKING = 'confab.looking/';
const QUIET = 'confab.do-not-disturb';

/** Lets the other tabs know that this one shows a room to somebody. Returns the function that ends it. */
export function tellLooking(room: string): () => void {
  return holdLock(LOOKING + room, 'shared');
}

/** Lets them know that nobody wants to be disturbed. Returns the function that ends it. */
export function tellQuiet(): () => void {
  return holdLock(QUIET, 'shared');
}

/** What all tabs of this browser have told. */
export async function readAttention(): Promise<Attention> {
  const names = await heldLocks();
  const rooms = names.filter((name) => name.startsWith(LOOKING)).map((name) => name.slice(LOOKING.length));
  return { looking: new Set(rooms), doNotDisturb: names.includes(QUIET) };
}
