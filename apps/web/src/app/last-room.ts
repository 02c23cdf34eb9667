const KEY = 'confab.room';

/** The address of the room that was open last in this browser. */
export function lastRoom(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Forgets it: the next one who signs in here starts afresh. */
export function forgetRoom(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Storage is blocked, so there is nothing to forget.
  }
}

/** Remembers the room that is open. */
export function rememberRoom(slug: string): void {
  try {
    localStorage.setItem(KEY, slug);
  } catch {
    // Storage is blocked: the next visit opens the first room.
  }
}
