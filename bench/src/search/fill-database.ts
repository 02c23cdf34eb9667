import { randomUUID } from 'node:crypto';
import Sqlite from 'better-sqlite3';
import { type SampleText, seededRandom } from './sample-text.ts';

const ROOMS = 200;
const USERS = 2_000;
const DAYS = 730;
const DAY_MS = 24 * 60 * 60 * 1_000;
/** Messages in one transaction. */
const STEP = 10_000;

/** What the database was filled with. */
export interface Filling {
  /** Slugs, the busiest room first. A third of the rooms are private, and somebody else's. */
  rooms: string[];
  /** Names, the most talkative first. */
  people: string[];
}

/** Fills a database that a server has made, and that none has open. @param path of its file */
export function fillDatabase(path: string, messages: number, text: SampleText): Filling {
  const database = new Sqlite(path);
  database.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -262144');
  try {
    const random = seededRandom(7);
    const skewed = (count: number) => Math.floor(random() * random() * count);
    const people = Array.from({ length: USERS }, (_, i) => ({ id: randomUUID(), name: `Person ${i}` }));
    const rooms = Array.from({ length: ROOMS }, (_, i) => ({ id: randomUUID(), slug: `room-${i}`, seq: 0 }));
    insertAll(
      database,
      'User',
      people.map((person) => ({ ...person, kind: 'person' })),
    );
    insertAll(
      database,
      'Room',
      rooms.map(({ id, slug }, i) => ({ id, slug, name: slug, isPrivate: i % 3 === 2 ? 1 : 0 })),
    );
    const insert = database.prepare(`INSERT INTO "Message" ("id", "roomId", "seq", "rev", "authorId", "body",
      "fingerprint", "at") VALUES (?, ?, ?, ?, ?, ?, '', ?)`);
    const started = Date.now() - DAYS * DAY_MS;
    const add = (i: number) => {
      const room = rooms[skewed(ROOMS)];
      const author = people[skewed(USERS)];
      if (!room || !author) return;
      room.seq += 1;
      const link = random() < 0.03 ? ` https://example.org/${i}` : '';
      const at = Math.floor(started + (i / messages) * DAYS * DAY_MS);
      insert.run(randomUUID(), room.id, room.seq, room.seq, author.id, text.message() + link, at);
    };
    const addMany = database.transaction((from: number, to: number) => {
      for (let i = from; i < to; i += 1) add(i);
    });
    for (let i = 0; i < messages; i += STEP) addMany(i, Math.min(messages, i + STEP));
    const moveHead = database.prepare('UPDATE "Room" SET "seq" = ?, "rev" = ? WHERE "id" = ?');
    for (const room of rooms) moveHead.run(room.seq, room.seq, room.id);
    return { rooms: rooms.map((room) => room.slug), people: people.map((person) => person.name) };
  } finally {
    database.close();
  }
}

function insertAll(database: Sqlite.Database, table: string, rows: Record<string, string | number>[]): void {
  const columns = Object.keys(rows[0] ?? {});
  const names = columns.map((column) => `"${column}"`).join(', ');
  const insert = database.prepare(
    `INSERT INTO "${table}" (${names}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`,
  );
  database.transaction(() => {
    for (const row of rows) insert.run(row);
  })();
}
