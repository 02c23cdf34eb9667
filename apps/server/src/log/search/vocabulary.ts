import type Sqlite from 'better-sqlite3';

/** Shorter words have no inside that could be asked for. */
const SHORTEST = 4;
/** Words remembered, so that the table need not be asked for each. */
const REMEMBERED = 50_000;

/** All words that messages ever held, by their parts: what finds “bahnhof” in “Hauptbahnhof”. */
export class Vocabulary {
  private readonly remembered = new Set<string>();
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
      if (word.length < SHORTEST || this.remembered.has(word)) continue;
      const { changes, lastInsertRowid } = this.insert.run(word);
      if (changes > 0) this.insertParts.run(lastInsertRowid, word);
      if (this.remembered.size >= REMEMBERED) this.remembered.clear();
      this.remembered.add(word);
    }
  }
}

/** Words that a part may stand in, at most. */
const MOST = 200;
/** Characters that `part` needs to find anything. */
const SHORTEST_PART = 3;

/** Finds the words that hold a text. @param index open for reading */
export function wordFinder(index: Sqlite.Database): (text: string) => string[] {
  const find = index.prepare('SELECT word FROM part WHERE part MATCH ? LIMIT ?').pluck();
  return (text) => (Array.from(text).length < SHORTEST_PART ? [] : (find.all(`"${text}"`, MOST) as string[]));
}
