/**
 * Takes the fields that are `null` away, in place: many languages write a field without a value so, and it means the
 * same as no field. One that is required is missing then.
 */
export function dropNulls(value: object): void {
  for (const [key, field] of Object.entries(value)) if (field === null) Reflect.deleteProperty(value, key);
}
