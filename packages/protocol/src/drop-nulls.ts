/**
 * Takes the fields that are `null` away, in place, those of objects in fields too: many languages write a field without
 * a value so, and it means the same as no field. One that is required is missing then.
 */
export function dropNulls(value: object): void {
  // A list that grows, not recursion: what a caller sends may be nested deeper than the stack.
  const objects = [value];
  for (const object of objects) {
    for (const [key, field] of Object.entries(object)) {
      if (field === null) Reflect.deleteProperty(object, key);
      else if (typeof field === 'object' && !Array.isArray(field)) objects.push(field);
    }
  }
}
