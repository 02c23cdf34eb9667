const KEY = 'confab.emoji';

/** How many are remembered. */
export const MOST_USED = 16;

/** What was picked in this browser, the last first. */
export function usedEmoji(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((emoji) => typeof emoji === 'string').slice(0, MOST_USED) : [];
  } catch {
    return [];
  }
}

/** Remembers that this one was picked. */
export function rememberEmoji(emoji: string): void {
  const used = [emoji, ...usedEmoji().filter((other) => other !== emoji)];
  try {
    localStorage.setItem(KEY, JSON.stringify(used.slice(0, MOST_USED)));
  } catch {
    // Storage is blocked: the picker goes on offering what it did.
  }
}

/** Forgets them: the next one who signs in here starts afresh. */
export function forgetEmoji(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Storage is blocked, so there is nothing to forget.
  }
}
