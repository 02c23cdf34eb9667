import type { User } from '@confab/protocol';

/** An `@` that is being typed: where it stands and what follows it up to the caret. */
export interface MentionQuery {
  at: number;
  query: string;
}

const OPEN = /(?:^|[^\p{L}\p{N}_@/.-])@([\p{L}\p{N}_.'-]{0,30}(?: [\p{L}\p{N}_.'-]{1,30})?)$/u;
const SHOWN = 6;

/** The mention before the caret, if one is being typed. */
export function mentionBefore(text: string, caret: number): MentionQuery | undefined {
  const query = OPEN.exec(text.slice(Math.max(0, caret - 64), caret))?.[1];
  return query === undefined ? undefined : { at: caret - query.length - 1, query };
}

/**
 * People whose name, or a word of it, begins with the query; those whose name begins with it first. Nobody where the
 * query is a whole name already: then Enter is to send.
 */
export function matchPeople(people: readonly User[], query: string, me: string): User[] {
  const wanted = query.toLocaleLowerCase();
  const rank = (user: User) => {
    const name = user.name.toLocaleLowerCase();
    if (name.startsWith(wanted)) return 0;
    return name.split(' ').some((word) => word.startsWith(wanted)) ? 1 : -1;
  };
  const found = people
    .filter((user) => user.id !== me && rank(user) >= 0)
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
    .slice(0, SHOWN);
  return found.length === 1 && found[0]?.name.toLocaleLowerCase() === wanted ? [] : found;
}
