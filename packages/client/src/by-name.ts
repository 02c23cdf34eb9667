const { compare } = new Intl.Collator(undefined, { numeric: true });

/** Orders by name as the reader's language does, and numbers in it by what they count: Team 2 before Team 10. */
export function byName(a: { name: string; id: string }, b: { name: string; id: string }): number {
  return compare(a.name, b.name) || (a.id < b.id ? -1 : 1);
}
