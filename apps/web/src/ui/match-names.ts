const SHOWN = 6;

/**
 * Those whose name, or a word of it, begins with the query; those whose name begins with it first. Nothing where the query
 * is a whole name already: then Enter is for what is written.
 */
export function matchNames<T extends { name: string }>(all: readonly T[], query: string): T[] {
  const wanted = query.toLocaleLowerCase();
  const rank = (one: T) => {
    const name = one.name.toLocaleLowerCase();
    if (name.startsWith(wanted)) return 0;
    return name.split(' ').some((word) => word.startsWith(wanted)) ? 1 : -1;
  };
  const found = all
    .filter((one) => rank(one) >= 0)
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, undefined, { numeric: true }))
    .slice(0, SHOWN);
  return found.length === 1 && found[0]?.name.toLocaleLowerCase() === wanted ? [] : found;
}
