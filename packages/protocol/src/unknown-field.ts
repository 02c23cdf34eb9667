/**
 * The first field of an object that its schema does not know. Looks at own keys only: valibot's strict objects take
 * `constructor` and the like for known, since every object inherits them.
 */
export function unknownField(entries: Readonly<Record<string, unknown>>, value: object): string | undefined {
  return Object.keys(value).find((key) => !Object.hasOwn(entries, key));
}
