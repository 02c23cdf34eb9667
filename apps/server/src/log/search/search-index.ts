import type { Message } from '@confab/protocol';
import type Sqlite from 'better-sqlite3';
import { toMessage } from '../encode-message.ts';
import { type MessageRow, toStored } from '../message-row.ts';
import { findMatches, type Range } from './find-matches.ts';
import { type FoldedText, foldText } from './fold-text.ts';
import { matchExpression, type Narrowing } from './match-expression.ts';
import { extrasOf } from './message-extras.ts';
import { firstPlaceAt } from './place.ts';
import { type QueryTerm, toQueryTerm } from './query-term.ts';
import { score } from './score.ts';
import type { SearchHit, SearchPage, SearchRequest } from './search-request.ts';
import { searchableText } from './searchable-text.ts';
import { makeSnippet } from './snippet.ts';
import { wordFinder } from './vocabulary.ts';

/** Best first looks at the newest messages that match, this many at most. */
const CANDIDATES = 200;
/** A search that found too little by then says how to go on, ms. */
const BUDGET_MS = 100;
/** Rooms asked for in the index itself where the asker sees few of all messages, at most. */
const NARROW_ROOMS = 100;
/** The asker sees few where it is less than one in this many. */
const FEW = 4;
/** Users that one name may stand for, and those of them who have written something. */
const NAMESAKES = 1_000;
const AUTHORS = 100;

interface Found {
  place: number;
  message: Message;
  text: string;
  folded: FoldedText;
  matches: Range[];
}

interface Finding {
  found: Found[];
  /** Where the next page begins. */
  next: number | undefined;
}

/** A search with everything translated to what the index knows. */
interface Plan {
  terms: QueryTerm[];
  /** Of the rooms that may be looked at: number in the index → id. */
  rooms: Map<number, string>;
  narrowing: Narrowing;
  from: number;
  to: number;
  /** Stops at this moment of performance.now(). */
  deadline: number;
}

/** Answers questions: the index proposes messages, the log says whether they are so still. */
export class SearchIndex {
  private readonly statements: ReturnType<typeof prepare>;
  private readonly wordsWith: (text: string) => string[];

  /**
   * @param index open for reading
   * @param log the database, open for reading
   */
  constructor(
    index: Sqlite.Database,
    log: Sqlite.Database,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.statements = prepare(index, log);
    this.wordsWith = wordFinder(index);
  }

  /** Finds messages that say all of the terms: in words, or, where no message does, inside of words. */
  find(request: SearchRequest): SearchPage {
    const plan = this.plan(request);
    if (!plan) return { hits: [] };
    const inWords = this.page(plan, request, false);
    if (inWords.hits.length > 0 || inWords.next !== undefined) return inWords;
    return plan.terms.some((term) => term.loose) ? this.page(plan, request, true) : inWords;
  }

  private plan(request: SearchRequest): Plan | undefined {
    const terms = request.terms.map(toQueryTerm).filter((term) => term !== undefined);
    // Of a question that comes to nothing the answer is nothing, not everything.
    if (terms.length < request.terms.length) return undefined;
    const authors = this.authorsOf(request);
    const rooms = new Map<number, string>();
    for (const { number, id } of this.statements.rooms.all(JSON.stringify(request.rooms)) as NumberedRoom[]) {
      rooms.set(number, id);
    }
    if (rooms.size === 0 || authors?.length === 0) return undefined;
    const narrow = rooms.size <= NARROW_ROOMS && this.seesFew(request.rooms);
    return {
      terms,
      rooms,
      narrowing: { rooms: narrow ? [...rooms.keys()] : undefined, authors, has: request.has },
      from: firstPlaceAt(request.since ?? 0),
      to: request.until === undefined ? Number.MAX_SAFE_INTEGER : firstPlaceAt(request.until),
      deadline: this.now() + BUDGET_MS,
    };
  }

  private page(plan: Plan, request: SearchRequest, inside: boolean): SearchPage {
    if (request.order === 'best') return this.best(plan, request, inside);
    const to = Math.min(plan.to, request.cursor ?? plan.to);
    const { found, next } = this.collect({ ...plan, to }, request.limit, inside);
    return { hits: found.map(toHit), ...(next === undefined ? {} : { next }) };
  }

  // The cursor counts hits: the newest that match are ranked anew for each page.
  private best(plan: Plan, { cursor = 0, limit }: SearchRequest, inside: boolean): SearchPage {
    const { found } = this.collect(plan, CANDIDATES, inside);
    const newest = found[0]?.place ?? 0;
    const ranked = found
      .map((one) => ({ one, score: score(one.folded.text, one.matches, plan.terms, newest - one.place) }))
      .sort((a, b) => b.score - a.score)
      .slice(cursor);
    const hits = ranked.slice(0, limit).map(({ one }) => toHit(one));
    return { hits, ...(ranked.length > limit ? { next: cursor + limit } : {}) };
  }

  // The newest matches before `plan.to`.
  private collect(plan: Plan, limit: number, inside: boolean): Finding {
    const found: Found[] = [];
    for (const { place, room, seq } of this.candidates(plan, inside)) {
      const id = plan.rooms.get(room);
      const match = id === undefined ? undefined : this.verify(id, seq, plan, inside);
      if (match) found.push({ place, ...match });
      // One more than asked for tells that there is a next page.
      if (found.length > limit) return { found: found.slice(0, limit), next: place + 1 };
      if (this.now() > plan.deadline) return { found, next: place };
    }
    return { found, next: undefined };
  }

  private candidates({ terms, narrowing, from, to }: Plan, inside: boolean): IterableIterator<Candidate> {
    const expression = matchExpression(terms, narrowing, inside ? this.wordsWith : undefined);
    const rows =
      expression === undefined
        ? this.statements.everything.iterate(from, to)
        : this.statements.matching.iterate(expression, from, to);
    return rows as IterableIterator<Candidate>;
  }

  private verify(room: string, seq: number, plan: Plan, inside: boolean): Omit<Found, 'place'> | undefined {
    const row = this.statements.message.get(room, seq) as MessageRow | undefined;
    if (!row || row.deleted) return undefined;
    const stored = toStored(row);
    const extras = extrasOf(stored.body, stored.attachments);
    if (!plan.narrowing.has.every((extra) => extras.includes(extra))) return undefined;
    const text = searchableText(stored.body, stored.attachments);
    const folded = foldText(text);
    const matches = findMatches(folded, plan.terms, inside);
    return matches && { message: toMessage(stored), text, folded, matches };
  }

  // Numbers of the authors that may be; undefined for anybody, none where nobody fits.
  private authorsOf({ authors, authorNames }: SearchRequest): number[] | undefined {
    if (!authors && authorNames.length === 0) return undefined;
    const ids = [...(authors ?? []), ...authorNames.flatMap((name) => this.usersCalled(name))];
    return this.statements.authors.all(JSON.stringify(ids), AUTHORS) as number[];
  }

  // Everybody with a name, or a later word of it, that begins so. SQLite compares only ASCII in any case; the rest we fold.
  private usersCalled(name: string): string[] {
    const wanted = foldText(name).text.trim();
    const pattern = `%${wanted.replace(/[!%_]/g, '!$&')}%`;
    const ids: string[] = [];
    for (const user of this.statements.users.iterate(pattern) as IterableIterator<{ id: string; name: string }>) {
      if (` ${foldText(user.name).text}`.includes(` ${wanted}`)) ids.push(user.id);
      if (ids.length >= NAMESAKES) break;
    }
    return ids;
  }

  private seesFew(rooms: readonly string[]): boolean {
    const seen = this.statements.messagesIn.get(JSON.stringify(rooms)) as number;
    return seen * FEW < (this.statements.messages.get() as number);
  }
}

interface NumberedRoom {
  number: number;
  id: string;
}

interface Candidate {
  place: number;
  room: number;
  seq: number;
}

function toHit({ message, text, folded, matches }: Found): SearchHit {
  return { message, ...makeSnippet(text, folded, matches) };
}

function prepare(index: Sqlite.Database, log: Sqlite.Database) {
  return {
    matching: index.prepare(`
      SELECT e.place, e.room, e.seq FROM posting AS p JOIN entry AS e ON e.place = p.rowid
      WHERE p.posting MATCH ? AND p.rowid >= ? AND p.rowid < ? ORDER BY p.rowid DESC`),
    everything: index.prepare('SELECT place, room, seq FROM entry WHERE place >= ? AND place < ? ORDER BY place DESC'),
    rooms: index.prepare('SELECT number, id FROM room WHERE id IN (SELECT value FROM json_each(?))'),
    messagesIn: index.prepare('SELECT total(messages) FROM room WHERE id IN (SELECT value FROM json_each(?))').pluck(),
    messages: index.prepare('SELECT total(messages) FROM room').pluck(),
    authors: index.prepare('SELECT number FROM author WHERE id IN (SELECT value FROM json_each(?)) LIMIT ?').pluck(),
    users: log.prepare(`SELECT "id", "name" FROM "User" WHERE "name" LIKE ? ESCAPE '!' OR "name" GLOB '*[^ -~]*'`),
    message: log.prepare(`
      SELECT m.*, u."name" AS "authorName", u."kind" AS "authorKind", u."avatar" AS "authorAvatar"
      FROM "Message" AS m JOIN "User" AS u ON u."id" = m."authorId" WHERE m."roomId" = ? AND m."seq" = ?`),
  };
}
