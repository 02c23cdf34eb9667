/** How much of a field's name is told, in UTF-16 code units. */
const TOLD = 40;

/**
 * The first field of an object that its schema does not know, as far as it can be told. Looks at own keys only: valibot's
 * strict objects take `constructor` and the like for known, since every object inherits them.
 */
export function unknownField(entries: Readonly<Record<string, unknown>>, value: object): string | undefined {
  const name = Object.keys(value).find((key) => !Object.hasOwn(entries, key));
  return name?.slice(0, TOLD).toWellFormed();
}
