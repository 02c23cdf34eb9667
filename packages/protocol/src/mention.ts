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

/** People who can be mentioned, in the form in which they are looked for: made once for many texts. */
export class MentionNames<T extends { name: string }> {
  private readonly byName = new Map<string, T[]>();
  private readonly lengths: readonly number[];

  constructor(people: Iterable<T>) {
    for (const who of people) {
      const name = foldCase(who.name);
      this.add(name, who);
      const first = name.split(' ', 1)[0];
      if (first && first !== name) this.add(first, who);
    }
    this.lengths = [...new Set(Array.from(this.byName.keys(), (name) => name.length))].sort((a, b) => b - a);
  }

  /** The longest name that stands at `at` in a text in small letters, and whose it is. */
  at(lower: string, at: number): { end: number; people: readonly T[] } | undefined {
    for (const length of this.lengths) {
      const end = at + length;
      const people = this.byName.get(lower.slice(at, end));
      if (people && end <= lower.length && !AFTER.test(lower[end] ?? '')) return { end, people };
    }
    return undefined;
  }

  private add(name: string, who: T): void {
    const known = this.byName.get(name);
    if (known) known.push(who);
    else this.byName.set(name, [who]);
  }
}

/**
 * Finds who a body mentions, outside of code: `@` and a name, whole or its first word, ignoring case; the longest name wins.
 * Server and clients share this, so what is counted is what is marked.
 * @param names the people who can be mentioned
 */
export function findMentions<T extends { name: string }>(
  text: string,
  names: Iterable<T> | MentionNames<T>,
): Mention<T>[] {
  if (!text.includes('@')) return [];
  const body = withoutCode(text);
  const lower = foldCase(body);
  const known = names instanceof MentionNames ? names : new MentionNames(names);
  const found: Mention<T>[] = [];
  let at = body.indexOf('@');
  while (at >= 0) {
    const named = at === 0 || !BEFORE.test(body[at - 1] ?? '') ? known.at(lower, at + 1) : undefined;
    if (named) for (const who of named.people) found.push({ start: at, end: named.end, who });
    at = body.indexOf('@', named?.end ?? at + 1);
  }
  return found;
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
