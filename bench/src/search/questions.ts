import type { Filling } from './fill-database.ts';
import type { SampleText } from './sample-text.ts';

/** Searches of one sort. */
export interface Questions {
  sort: string;
  /** Query strings of `GET /api/search`. */
  queries: string[];
}

const OF_EACH = 40;

/** The mix: what people type, and what is hard for an index. */
export function questionsFor(text: SampleText, { rooms, people }: Filling): Questions[] {
  const rank = (from: number, i: number) => text.words[from + i * 7] ?? 'the';
  const ask = (sort: string, q: (i: number) => string, rest = ''): Questions => ({
    sort,
    queries: Array.from({ length: OF_EACH }, (_, i) => `q=${encodeURIComponent(q(i))}${rest}`),
  });
  return [
    ask('rare word', (i) => rank(150_000, i)),
    ask('usual word', (i) => rank(2_000, i)),
    ask('“the” and its like', (i) => text.words[i] ?? 'the'),
    ask('prefix of 1 letter', (i) => 'abcdefghiklmnoprstuvw'.charAt(i % 21)),
    ask('prefix of 2 letters', (i) => rank(300, i).slice(0, 2)),
    ask('prefix of 3 letters', (i) => rank(300, i).slice(0, 3)),
    ask('prefix of 4 letters', (i) => rank(300, i).slice(0, 4)),
    ask('two common words', (i) => `${text.words[i]} ${text.words[i + 60]}`),
    ask('common and rare word', (i) => `the ${rank(100_000, i)}`),
    ask('phrase of common words', (i) => `"${text.words[i]} ${text.words[i + 3]}"`),
    ask('inside of words', (i) => rank(50_000, i).slice(1)),
    ask('not there', (i) => `qx${rank(4_000, i)}`),
    ask('Japanese', (i) => ['東京', '会議', '資料', '京', '日本'][i % 5] ?? '東京'),
    ask('from: and in:', (i) => `the from:"${people[i * 20]}" in:${rooms[i * 3]}`),
    ask('a quiet person', (i) => `the from:"${people[1_900 + i]}"`),
    ask('a quiet room', (i) => `the in:${rooms[150 + i]}`),
    ask('has:link', (i) => `has:link ${text.words[i * 5]}`),
    ask('long ago', (i) => `${rank(50, i)} before:${new Date(Date.now() - 600 * 86_400_000).getUTCFullYear()}`),
    ask('best first, usual word', (i) => rank(2_000, i), '&sort=best'),
    ask('best first, common word', (i) => text.words[i] ?? 'the', '&sort=best'),
  ];
}
