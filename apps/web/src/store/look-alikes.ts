import type { User } from '@confab/protocol';
import { mixesScripts, nameSkeleton } from './name-skeleton.ts';

/** Words for those whose name can be taken for another’s, by user id. */
export type LookAlikes = ReadonlyMap<string, string>;

const found = new WeakMap<readonly User[], { me: string; alike: LookAlikes }>();
const skeletons = new WeakMap<User, string>();

/**
 * Who among these people can be taken for another of them. Whoever has an account is the one that guests look like, and
 * a plain name what a mixture of scripts looks like; where nobody stands higher, each of them is marked. Oneself never is:
 * one knows who one is.
 * @param me the reader’s user id
 */
export function lookAlikes(people: readonly User[], me: string): LookAlikes {
  const known = found.get(people);
  if (known?.me === me) return known.alike;
  const alike = new Map<string, string>();
  for (const group of groupBySkeleton(people)) {
    const highest = Math.max(...group.map(standingOf));
    const models = group.filter((user) => standingOf(user) === highest);
    for (const user of group) {
      const model = models.find(({ id }) => id !== user.id);
      if (model && user.id !== me) alike.set(user.id, wordsFor(user, model));
    }
  }
  found.set(people, { me, alike });
  return alike;
}

function wordsFor(user: User, model: User): string {
  return user.name === model.name ? `Another ${model.name}` : `Looks like ${model.name}`;
}

function groupBySkeleton(people: readonly User[]): User[][] {
  const groups = new Map<string, User[]>();
  for (const user of people) {
    const group = groups.get(skeletonOf(user));
    if (group) group.push(user);
    else groups.set(skeletonOf(user), [user]);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}

/** Names without letters look like nobody’s. */
function skeletonOf(user: User): string {
  const skeleton = skeletons.get(user) ?? (nameSkeleton(user.name) || user.id);
  skeletons.set(user, skeleton);
  return skeleton;
}

// An account counts for more than a guest; of two who are the same, a name in one script for more than a mixture.
function standingOf({ kind, name }: User): number {
  return (kind === 'person' ? 2 : 0) + (mixesScripts(name) ? 0 : 1);
}
