/** Where a body names somebody. Offsets are UTF-16 code units, `end` exclusive. */
export interface Mention<T> {
  start: number;
  end: number;
  who: T;
}

const BEFORE = /[\p{L}\p{N}_@/.-]/u;
const AFTER = /[\p{L}\p{N}_]/u;

const CODE = /```[\s\S]*?```|`[^`\n]*`/g;

/** The body with blanks for code, in which nobody is mentioned. Offsets stay. */
export function withoutCode(body: string): string {
  return body.replace(CODE, (code) => ' '.repeat(code.length));
}

/**
 * Finds who a body mentions, outside of code: `@` and a name, whole or its first word, ignoring case; the longest name wins.
 * Server and clients share this, so what is counted is what is marked.
 * @param names the people who can be mentioned
 */
export function findMentions<T extends { name: string }>(text: string, names: Iterable<T>): Mention<T>[] {
  if (!text.includes('@')) return [];
  const body = withoutCode(text);
  let at = body.indexOf('@');
  const candidates = byLongestName(names);
  const lower = foldCase(body);
  const found: Mention<T>[] = [];
  while (at >= 0) {
    let next = at + 1;
    if (at === 0 || !BEFORE.test(body[at - 1] ?? '')) {
      const text = candidates.find(
        (c) => lower.startsWith(c.text, at + 1) && !AFTER.test(body[at + 1 + c.text.length] ?? ''),
      )?.text;
      if (text !== undefined) {
        next = at + 1 + text.length;
        for (const c of candidates) if (c.text === text) found.push({ start: at, end: next, who: c.who });
      }
    }
    at = body.indexOf('@', next);
  }
  return found;
}

function byLongestName<T extends { name: string }>(names: Iterable<T>): { text: string; who: T }[] {
  const candidates: { text: string; who: T }[] = [];
  for (const who of names) {
    const text = foldCase(who.name);
    candidates.push({ text, who });
    const first = text.split(' ', 1)[0];
    if (first && first !== text) candidates.push({ text: first, who });
  }
  return candidates.sort((a, b) => b.text.length - a.text.length);
}

// A few letters change their length in lower case (İ): those stay, so that offsets hold.
function foldCase(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return text.replace(/\p{Lu}/gu, (letter) => {
    const small = letter.toLowerCase();
    return small.length === letter.length ? small : letter;
  });
}
