import { createHash } from 'node:crypto';

/**
 * Where something imported comes from, such as `slack:T123:U456`: unique, and the same in every export.
 * @param team the workspace's id
 * @param id the thing's id in it
 */
export function originOf(team: string, id: string): string {
  return `slack:${team}:${id}`;
}

/** A UUID that depends only on the origin, so that an import finds again what an earlier one wrote. */
export function idOf(origin: string): string {
  const bytes = createHash('sha256').update(origin).digest().subarray(0, 16);
  // Version 8, the one for own schemes (RFC 9562, section 5.8), and the variant.
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
