/**
 * A random UUID, version 4. `crypto.randomUUID` would need a secure context, and many run a chat on plain HTTP at home.
 */
export function uuid(): string {
  // Each 0 and 1 becomes a random digit; the 8 keeps the two bits that say "variant 1".
  return '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (pattern) => {
    const digit = Number(pattern);
    const [random = 0] = crypto.getRandomValues(new Uint8Array(1));
    return (digit ^ ((random & 15) >> (digit / 4))).toString(16);
  });
}

/**
 * A UUID that begins with a time (version 7). A server's index of ids then grows at one end, where random ones are written all
 * over it.
 * @param time Unix milliseconds
 */
export function uuidAt(time: number): string {
  const digits = Math.max(0, Math.trunc(time)).toString(16).padStart(12, '0');
  return `${digits.slice(0, 8)}-${digits.slice(8)}-7${uuid().slice(15)}`;
}
