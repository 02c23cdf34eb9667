/** Words as frequent as in talk: a few make up half of it. The first are English, the others made up. */
export interface SampleText {
  /** By falling frequency. */
  readonly words: readonly string[];
  /** The text of a message: 3 to 43 words, now and then in Japanese. */
  message(): string;
}

const COMMON =
  'the to a of and i is in it you that for on this be with are have not as but at or if we so can do was will my just what from ' +
  'an me they all your there more up some no about out get one would when like has how use he by new now here then our good see ' +
  'time work know also think make any only go need which their people could than first been its who made over did down way find';
const KANJI =
  '東京都日本会議今日明日資料確認共有問題解決開発環境設定変更作業予定時間場所連絡返信質問回答更新公開社内外部';
const WORDS = 200_000;
const JAPANESE = 0.02;

/** @param random from 0 to 1, the same numbers for the same text */
export function sampleText(random: () => number): SampleText {
  const words = [...new Set(COMMON.split(' '))];
  const known = new Set(words);
  while (words.length < WORDS) {
    const word = madeUp(random);
    if (known.has(word)) continue;
    known.add(word);
    words.push(word);
  }
  // Zipf's law: how often a word comes is one over its rank.
  const word = () => words[Math.floor(words.length ** random()) - 1] ?? '';
  const many = (from: number, to: number, make: () => string, joint: string) =>
    Array.from({ length: from + Math.floor(random() * random() * (to - from)) }, make).join(joint);
  const kanji = () => KANJI.charAt(Math.floor(random() * KANJI.length));
  return {
    words,
    message: () => (random() < JAPANESE ? `${many(5, 40, kanji, '')}。` : `${many(3, 43, word, ' ')}.`),
  };
}

function madeUp(random: () => number): string {
  const letter = (of: string) => of.charAt(Math.floor(random() * of.length));
  const syllable = () => letter('bcdfghklmnprstvw') + letter('aeiou') + (random() < 0.3 ? letter('nrstlm') : '');
  return Array.from({ length: 2 + Math.floor(random() * 3) }, syllable).join('');
}

/** Numbers that look like chance and are the same in each run. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
