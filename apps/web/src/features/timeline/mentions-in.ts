import { findMentions, type Mention, MentionNames, type User } from '@confab/protocol';

const known = new WeakMap<readonly User[], MentionNames<User>>();

/**
 * Who of the room's people a text mentions; see `findMentions`. The names are put in order once for a list of people,
 * not for each of the rows that are drawn with it.
 */
export function mentionsIn(text: string, people: readonly User[]): Mention<User>[] {
  if (!text.includes('@')) return [];
  const names = known.get(people) ?? new MentionNames(people);
  known.set(people, names);
  return findMentions(text, names);
}
