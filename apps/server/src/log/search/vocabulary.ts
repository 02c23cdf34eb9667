import type Sqlite from 'better-sqlite3';

/** Shorter words have no inside that could be asked for. */
const SHORTEST = 4;
/** Words remembered, so that the table need not be asked for each: this many, and as many before them. */
const REMEMBERED = 50_000;
/** Hashes, parts of UUIDs, times: in the long run most of the words that are new, and nobody knows one by its middle. */
const ID = /^(?=.*\d).{12}/u;

/** The words that messages ever held, by their parts: what finds “bahnhof” in “Hauptbahnhof”. */
export class Vocabulary {
  private recent = new Set<string>();
  private older = new Set<string>();
  private readonly insert: Sqlite.Statement;
  private readonly insertParts: Sqlite.Statement;

  /** @param index open for writing */
  constructor(index: Sqlite.Database) {
    this.insert = index.prepare('INSERT OR IGNORE INTO vocabulary (word) VALUES (?)');
    this.insertParts = index.prepare('INSERT INTO part (rowid, word) VALUES (?, ?)');
  }

  /** Takes in words of a message, in the transaction that indexes it. */
  add(words: readonly string[]): void {
    for (const word of words) {
      if (word.length < SHORTEST || this.recent.has(word)) continue;
      if (!this.older.has(word) && !ID.test(word)) this.store(word);
      this.remember(word);
    }
  }

  private store(word: string): void {
    const { changes, lastInsertRowid } = this.insert.run(word);
    if (changes > 0) this.insertParts.run(lastInsertRowid, word);
  }

  // Words that come again and again are never forgotten.
  private remember(word: string): void {
    if (this.recent.size >= REMEMBERED) [this.older, this.recent] = [this.recent, new Set()];
    this.recent.add(word);
  }
}

/** Words that a part may stand in, at most. */
const MOST = 200;
/** Characters that `part` needs to find anything. */
const SHORTEST_PART = 3;

/** Finds the words that hold a text. @param index open for reading */
export function wordFinder(index: Sqlite.Database): (text: string) => string[] {
  // FTS5 takes LIKE apart into trigrams. A text of letters and digits is no pattern.
  const find = index.prepare('SELECT word FROM part WHERE word LIKE ? LIMIT ?').pluck();
  return (text) => (Array.from(text).length < SHORTEST_PART ? [] : (find.all(`%${text}%`, MOST) as string[]));
}
