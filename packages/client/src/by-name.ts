const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

/** Orders as people do: case and accents aside, numbers by value. */
export function byName(a: { name: string; id: string }, b: { name: string; id: string }): number {
  return collator.compare(a.name, b.name) || (a.id < b.id ? -1 : 1);
}
