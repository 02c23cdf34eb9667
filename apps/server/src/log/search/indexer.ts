import type { Attachment } from '@confab/protocol';
import type Sqlite from 'better-sqlite3';
import { foldText } from './fold-text.ts';
import { LONGEST_WORD } from './longest-word.ts';
import { extrasOf } from './message-extras.ts';
import { firstPlaceAt } from './place.ts';
import { searchableText } from './searchable-text.ts';
import { tags } from './tags.ts';
import { symbolsOf, tokenize } from './tokenize.ts';
import { Vocabulary } from './vocabulary.ts';

/** Messages read and indexed in one transaction: a few milliseconds of work. */
const STEP = 250;

interface LoggedMessage {
  seq: number;
  rev: number;
  authorId: string;
  body: string;
  at: number;
  editedAt: number | null;
  deleted: number;
  attachments: string | null;
}

interface Entry {
  place: number;
  state: string;
}

interface IndexedRoom {
  number: number;
  rev: number;
}

/**
 * Keeps the index in step with the log. Its cursor is each room's `rev`, kept in the transaction that indexes: what a crash
 * takes from the one it takes from the other. A message is read in its latest state, so an edit replaces what was there
 * and a deletion removes it.
 */
export class Indexer {
  /** Rooms that may have changed. */
  private readonly waiting = new Set<string>();
  private readonly vocabulary: Vocabulary;
  private readonly statements: ReturnType<typeof prepare>;

  /**
   * @param index open for writing
   * @param log the database, open for reading
   */
  constructor(
    private readonly index: Sqlite.Database,
    log: Sqlite.Database,
  ) {
    this.vocabulary = new Vocabulary(index);
    this.statements = prepare(index, log);
  }

  /**
   * Compares all rooms with the log: those that are gone are removed, those that changed wait for `step`.
   * @returns how many changes are to be read
   */
  compare(): number {
    const rooms = this.statements.loggedRooms.all() as { id: string; rev: number }[];
    const known = new Map(
      (this.statements.indexedRooms.all() as { id: string; rev: number }[]).map(({ id, rev }) => [id, rev]),
    );
    let behind = 0;
    for (const { id, rev } of rooms) {
      const indexed = known.get(id) ?? 0;
      // Of a room that is behind its index nothing can be believed.
      if (indexed > rev) this.remove(id);
      if (indexed !== rev) {
        behind += indexed > rev ? rev : rev - indexed;
        this.waiting.add(id);
      }
      known.delete(id);
    }
    for (const id of known.keys()) this.remove(id);
    return behind;
  }

  /** A room has changes to be read. */
  changed(room: string): void {
    this.waiting.add(room);
  }

  /** Forgets a room with all its messages. */
  remove(room: string): void {
    this.waiting.delete(room);
    this.index.transaction(() => {
      const indexed = this.statements.room.get(room) as IndexedRoom | undefined;
      if (!indexed) return;
      this.statements.removePostings.run(indexed.number);
      this.statements.removeEntries.run(indexed.number);
      this.statements.removeRoom.run(indexed.number);
    })();
  }

  /** Indexes some of what waits, in one transaction. @returns whether more waits */
  step(): boolean {
    const [room] = this.waiting;
    if (room === undefined) return false;
    const done = this.index.transaction(() => this.indexSome(room))();
    // Rooms take turns: a flood in one, or its long past, doesn't keep the others waiting.
    this.waiting.delete(room);
    if (!done) this.waiting.add(room);
    return this.waiting.size > 0;
  }

  private indexSome(id: string): boolean {
    const room = this.roomOf(id);
    const messages = this.statements.changes.all(id, room.rev, STEP) as LoggedMessage[];
    let added = 0;
    for (const message of messages) added += this.indexMessage(room.number, message);
    const last = messages.at(-1);
    if (last) this.statements.advance.run(last.rev, added, room.number);
    return messages.length < STEP;
  }

  // How many messages this adds to the room's.
  private indexMessage(room: number, message: LoggedMessage): number {
    const files = message.attachments === null ? [] : (JSON.parse(message.attachments) as Attachment[]);
    const extras = extrasOf(message.body, files);
    // Reactions and replies are changes, too, and leave the text alone.
    const state = message.deleted ? '' : [message.editedAt ?? '', ...extras].join(' ');
    const entry = this.statements.entry.get(room, message.seq) as Entry | undefined;
    if (message.deleted) {
      if (!entry) return 0;
      this.statements.removePosting.run(entry.place);
      this.statements.removeEntry.run(entry.place);
      return -1;
    }
    if (entry?.state === state) return 0;
    const place = entry?.place ?? this.freePlace(message.at);
    if (entry) this.statements.changeEntry.run(state, place);
    else this.statements.addEntry.run(place, room, message.seq, state);
    const folded = foldText(searchableText(message.body, files)).text;
    const words = tokenize(folded).map((token) => (token.unspaced ? token.text : token.text.slice(0, LONGEST_WORD)));
    const all = [
      tags.room(room),
      tags.author(this.authorOf(message.authorId)),
      ...extras.map(tags.has),
      ...symbolsOf(folded).map(tags.symbol),
    ];
    this.statements.putPosting.run(place, words.join(' '), all.join(' '));
    this.vocabulary.add(words);
    return entry ? 0 : 1;
  }

  private roomOf(id: string): IndexedRoom {
    this.statements.addRoom.run(id);
    return this.statements.room.get(id) as IndexedRoom;
  }

  private authorOf(id: string): number {
    this.statements.addAuthor.run(id);
    return this.statements.author.get(id) as number;
  }

  private freePlace(at: number): number {
    for (let moment = at; ; moment += 1) {
      const [first, next] = [firstPlaceAt(moment), firstPlaceAt(moment + 1)];
      const last = this.statements.lastPlace.get(first, next) as number | null;
      const place = last === null ? first : last + 1;
      if (place < next) return place;
    }
  }
}

function prepare(index: Sqlite.Database, log: Sqlite.Database) {
  return {
    loggedRooms: log.prepare('SELECT "id", "rev" FROM "Room"'),
    changes: log.prepare(`
      SELECT "seq", "rev", "authorId", "body", "at", "editedAt", "deleted", "attachments" FROM "Message"
      WHERE "roomId" = ? AND "rev" > ? ORDER BY "rev" LIMIT ?`),
    indexedRooms: index.prepare('SELECT id, rev FROM room'),
    room: index.prepare('SELECT number, rev FROM room WHERE id = ?'),
    addRoom: index.prepare('INSERT OR IGNORE INTO room (id) VALUES (?)'),
    advance: index.prepare('UPDATE room SET rev = ?, messages = messages + ? WHERE number = ?'),
    removeRoom: index.prepare('DELETE FROM room WHERE number = ?'),
    author: index.prepare('SELECT number FROM author WHERE id = ?').pluck(),
    addAuthor: index.prepare('INSERT OR IGNORE INTO author (id) VALUES (?)'),
    entry: index.prepare('SELECT place, state FROM entry WHERE room = ? AND seq = ?'),
    lastPlace: index.prepare('SELECT max(place) FROM entry WHERE place >= ? AND place < ?').pluck(),
    addEntry: index.prepare('INSERT INTO entry (place, room, seq, state) VALUES (?, ?, ?, ?)'),
    changeEntry: index.prepare('UPDATE entry SET state = ? WHERE place = ?'),
    removeEntry: index.prepare('DELETE FROM entry WHERE place = ?'),
    removeEntries: index.prepare('DELETE FROM entry WHERE room = ?'),
    putPosting: index.prepare('INSERT OR REPLACE INTO posting (rowid, words, tags) VALUES (?, ?, ?)'),
    removePosting: index.prepare('DELETE FROM posting WHERE rowid = ?'),
    removePostings: index.prepare('DELETE FROM posting WHERE rowid IN (SELECT place FROM entry WHERE room = ?)'),
  };
}
