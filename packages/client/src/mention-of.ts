import type { User } from '@confab/protocol';

/**
 * A test for bodies that mention `user`, by whole name or first word. The rule is `findMentions`' of the protocol; for
 * one name a pattern does, at a third of the size, and a test holds the two together.
 */
export function mentionOf({ name }: User): RegExp {
  const names = [name, name.split(' ', 1)[0]].map((text) => text?.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|');
  return new RegExp(`(?<![\\p{L}\\p{N}_@/.-])@(${names})(?![\\p{L}\\p{N}_])`, 'iu');
}
