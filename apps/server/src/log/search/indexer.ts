import type { Attachment } from '@confab/protocol';
import type Sqlite from 'better-sqlite3';
import { foldText } from './fold-text.ts';
import { extrasOf } from './message-extras.ts';
import { firstPlaceAt } from './place.ts';
import { searchableText } from './searchable-text.ts';
import { tags } from './tags.ts';
import { indexedWords, symbolsOf } from './tokenize.ts';
import { Vocabulary } from './vocabulary.ts';

/** Changes read and indexed in one transaction: some tens of milliseconds of work. */
const STEP = 2_000;
/** Rooms that share a step, where so many have changed. */
const ROOMS = 8;
/** Authors whose numbers are remembered. */
const REMEMBERED = 10_000;

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

/** What is read of one room at a time. */
interface Turn {
  id: string;
  room: number;
  /** The greatest seq in the index: messages beyond it are new. */
  newest: number;
  messages: LoggedMessage[];
  /** How far the room has been read with them. */
  rev: number;
  /** Messages that have come, less those that have gone. */
  added: number;
}

/**
 * Keeps the index in step with the log. Its cursor is each room's `rev`, kept in the transaction that indexes: what a crash
 * takes from the one it takes from the other. A message is read in its latest state, so an edit replaces what was there
 * and a deletion removes it.
 */
export class Indexer {
  /** Rooms that may have changed. */
  private readonly waiting = new Set<string>();
  private readonly authors = new Map<string, number>();
  /** No place beyond this is taken. */
  private lastPlace: number;
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
    this.lastPlace = (index.prepare('SELECT max(place) FROM entry').pluck().get() as number | null) ?? 0;
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
    if (this.waiting.size > 0) this.index.transaction(() => this.indexSome())();
    return this.waiting.size > 0;
  }

  private indexSome(): void {
    const turns = this.takeTurns();
    const changes = turns.flatMap((turn) => turn.messages.map((message) => ({ turn, message })));
    // In the order of their places: wherever a place is before the last one, FTS5 writes what it has gathered.
    changes.sort((a, b) => a.message.at - b.message.at);
    for (const { turn, message } of changes) turn.added += this.indexMessage(turn, message);
    for (const { room, rev, added } of turns) this.statements.advance.run(rev, added, room);
  }

  // Rooms take turns: a flood in one, or its long past, doesn't keep the others waiting.
  private takeTurns(): Turn[] {
    const most = Math.floor(STEP / Math.min(this.waiting.size, ROOMS));
    const turns: Turn[] = [];
    let taken = 0;
    for (const id of this.waiting) {
      if (taken + most > STEP) break;
      const turn = this.turnOf(id, most);
      turns.push(turn);
      taken += turn.messages.length;
    }
    for (const { id, messages } of turns) {
      this.waiting.delete(id);
      if (messages.length === most) this.waiting.add(id);
    }
    return turns;
  }

  private turnOf(id: string, most: number): Turn {
    const { number, rev } = this.roomOf(id);
    const messages = this.statements.changes.all(id, rev, most) as LoggedMessage[];
    const newest = this.statements.newest.get(number) as number;
    return { id, room: number, newest, messages, rev: messages.at(-1)?.rev ?? rev, added: 0 };
  }

  // How many messages this adds to the room's.
  private indexMessage({ room, newest }: Turn, message: LoggedMessage): number {
    const files = message.attachments === null ? [] : (JSON.parse(message.attachments) as Attachment[]);
    const extras = extrasOf(message.body, files);
    // Reactions and replies are changes, too, and leave the text alone.
    const state = message.deleted ? '' : [message.editedAt ?? '', ...extras].join(' ');
    const entry =
      message.seq > newest ? undefined : (this.statements.entry.get(room, message.seq) as Entry | undefined);
    if (message.deleted) {
      if (!entry) return 0;
      this.statements.removePosting.run(entry.place);
      this.statements.removeEntry.run(entry.place);
      return -1;
    }
    if (entry?.state === state) return 0;
    const folded = foldText(searchableText(message.body, files)).text;
    const words = indexedWords(folded);
    const all = [
      tags.room(room),
      tags.author(this.authorOf(message.authorId)),
      ...extras.map(tags.has),
      ...symbolsOf(folded).map(tags.symbol),
    ];
    this.vocabulary.add(words);
    if (entry) {
      this.statements.changeEntry.run(state, entry.place);
      this.statements.replacePosting.run(entry.place, words.join(' '), all.join(' '));
      return 0;
    }
    const place = this.freePlace(message.at);
    this.statements.addEntry.run(place, room, message.seq, state);
    this.statements.addPosting.run(place, words.join(' '), all.join(' '));
    return 1;
  }

  private roomOf(id: string): IndexedRoom {
    this.statements.addRoom.run(id);
    return this.statements.room.get(id) as IndexedRoom;
  }

  private authorOf(id: string): number {
    const known = this.authors.get(id);
    if (known !== undefined) return known;
    this.statements.addAuthor.run(id);
    const number = this.statements.author.get(id) as number;
    if (this.authors.size >= REMEMBERED) this.authors.clear();
    this.authors.set(id, number);
    return number;
  }

  private freePlace(at: number): number {
    for (let moment = at; ; moment += 1) {
      const [first, next] = [firstPlaceAt(moment), firstPlaceAt(moment + 1)];
      const last = first > this.lastPlace ? null : (this.statements.lastPlace.get(first, next) as number | null);
      const place = last === null ? first : last + 1;
      if (place >= next) continue;
      this.lastPlace = Math.max(this.lastPlace, place);
      return place;
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
    newest: index.prepare('SELECT coalesce(max(seq), -1) FROM entry WHERE room = ?').pluck(),
    entry: index.prepare('SELECT place, state FROM entry WHERE room = ? AND seq = ?'),
    lastPlace: index.prepare('SELECT max(place) FROM entry WHERE place >= ? AND place < ?').pluck(),
    addEntry: index.prepare('INSERT INTO entry (place, room, seq, state) VALUES (?, ?, ?, ?)'),
    changeEntry: index.prepare('UPDATE entry SET state = ? WHERE place = ?'),
    removeEntry: index.prepare('DELETE FROM entry WHERE place = ?'),
    removeEntries: index.prepare('DELETE FROM entry WHERE room = ?'),
    addPosting: index.prepare('INSERT INTO posting (rowid, words, tags) VALUES (?, ?, ?)'),
    replacePosting: index.prepare('INSERT OR REPLACE INTO posting (rowid, words, tags) VALUES (?, ?, ?)'),
    removePosting: index.prepare('DELETE FROM posting WHERE rowid = ?'),
    removePostings: index.prepare('DELETE FROM posting WHERE rowid IN (SELECT place FROM entry WHERE room = ?)'),
  };
}
