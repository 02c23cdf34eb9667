const WORDS =
  'the river runs under a bridge where people wait for their tea and talk about boats stone bread lamps winter maps'.split(
    ' ',
  );
const NAMES = ['ada', 'ben', 'cleo', 'dora', 'emil', 'finn', 'gwen', 'hugo'];

/** How many people write. */
export const WRITERS = NAMES.length;

/**
 * The text of message `n`, always the same: mostly a line or two, now and then a paragraph, a list, a link, code or
 * a mention, for those are what makes rows differ.
 */
export function messageText(n: number): string {
  const seed = mix(n);
  const kind = seed % 40;
  const line = sentence(seed, 4 + (seed % 18));
  if (kind === 0) return `${line}\n\n${sentence(seed >>> 3, 70)}`;
  if (kind === 1) return `${line}\n- ${sentence(seed >>> 2, 5)}\n- ${sentence(seed >>> 4, 7)}`;
  if (kind === 2) return `\`\`\`ts\nconst answer = ${n};\nexport const half = answer / 2;\n\`\`\``;
  if (kind === 3) return `@${nameOf(seed)} ${line}`;
  if (kind === 4) return `${line} https://example.org/notes/${n}`;
  if (kind < 8) return `${line} *${sentence(seed >>> 5, 2)}* and \`code\``;
  return line;
}

/** The name of a writer. */
export function nameOf(n: number): string {
  return NAMES[n % WRITERS] ?? 'ada';
}

function sentence(seed: number, words: number): string {
  let state = seed;
  const chosen = Array.from({ length: words }, () => {
    state = mix(state);
    return WORDS[state % WORDS.length];
  });
  return chosen.join(' ');
}

/** 32 bits from 32 bits, well spread (Murmur3's finalizer). */
export function mix(n: number): number {
  let x = (n + 0x9e3779b9) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
