import { LIMITS } from '@confab/protocol';

/**
 * The slug of a room's name: lower-case letters and digits of any script, everything else a dash; at most 64 UTF-16
 * code units. Empty where the name has neither letter nor digit. Never looks like a UUID, which is an id.
 */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  const short = cut(slug, LIMITS.idLength);
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(short) ? cut(`r-${short}`, LIMITS.idLength) : short;
}

/** The slug with a suffix behind a dash, within the same bounds. */
export function withSuffix(slug: string, suffix: string): string {
  return `${cut(slug, LIMITS.idLength - suffix.length - 1)}-${suffix}`;
}

function cut(text: string, length: number): string {
  return text
    .slice(0, length)
    .toWellFormed()
    .replace(/\uFFFD$/, '')
    .replace(/-+$/, '');
}
