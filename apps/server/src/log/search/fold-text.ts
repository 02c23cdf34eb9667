/** A text as the search compares it. `sourceOf(i)` is where character `i` (UTF-16) came from; one past the end works too. */
export interface FoldedText {
  readonly text: string;
  sourceOf(index: number): number;
}

// A base with its marks, or a Hangul syllable that is written as its letters: what is composed and folded as one.
const CLUSTER = /[\u1100-\u115f][\u1160-\u11a7]?[\u11a8-\u11ff]?|\P{M}\p{M}*|\p{M}+/gu;
// Accents of Latin, Greek and Cyrillic; marks of other scripts are letters to those who read them.
const ACCENTS = /[\u0300-\u036f]/gu;
const NOT_ASCII = /[^\0-\x7f]/u;

/** Letters that no normal form takes apart, and typographic quotes. */
const ALIKE: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  þ: 'th',
  ς: 'σ',
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '„': '"',
};

/** Folds case, accents, width and ligatures, so that “Éclair”, “ｅclair” and “eclair” are one; white space is a space. */
export function foldText(text: string): FoldedText {
  if (!NOT_ASCII.test(text)) return { text: foldAscii(text), sourceOf: (index) => index };
  let folded = '';
  const sources: number[] = [];
  for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
    const piece = foldCluster(cluster);
    for (let i = 0; i < piece.length; i += 1) sources.push(index);
    folded += piece;
  }
  sources.push(text.length);
  return { text: folded, sourceOf: (index) => sources[index] ?? text.length };
}

// The range is white space but for the space itself, which is most of it.
function foldAscii(text: string): string {
  return text.toLowerCase().replace(/[\t-\r]/g, ' ');
}

function foldCluster(cluster: string): string {
  if (!NOT_ASCII.test(cluster)) return foldAscii(cluster);
  const plain = cluster
    .toLowerCase()
    .normalize('NFKD')
    .toLowerCase()
    .replace(ACCENTS, '')
    .normalize('NFC')
    .replace(/\s/gu, ' ');
  return ALIKE[plain] ?? plain;
}
