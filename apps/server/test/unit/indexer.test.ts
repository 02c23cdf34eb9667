import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { openIndex } from '../../src/log/search/index-file.ts';
import { Indexer } from '../../src/log/search/indexer.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A log with what the indexer reads of one, and its index. */
function aLog() {
  const folder = mkdtempSync(join(tmpdir(), 'confab-indexer-'));
  folders.push(folder);
  const log = new Sqlite(':memory:');
  log.exec(`
    CREATE TABLE "Room" ("id" TEXT PRIMARY KEY, "rev" INTEGER NOT NULL DEFAULT 0);
    CREATE TABLE "Message" ("roomId" TEXT, "seq" INTEGER, "rev" INTEGER, "authorId" TEXT DEFAULT 'ada', "body" TEXT,
      "at" INTEGER, "editedAt" INTEGER, "deleted" INTEGER NOT NULL DEFAULT 0, "attachments" TEXT);`);
  const moveHead = log.prepare('INSERT OR REPLACE INTO "Room" VALUES (?, ?)');
  const addMessage = log.prepare('INSERT INTO "Message" ("roomId", "seq", "rev", "body", "at") VALUES (?, ?, ?, ?, ?)');
  const change = log.prepare(`UPDATE "Message" SET "rev" = ?, "body" = ?, "editedAt" = ?, "deleted" = ?
    WHERE "roomId" = ? AND "seq" = ? AND NOT "deleted"`);
  const index = openIndex(`file:${join(folder, 'confab.db')}`, 'a life');
  const indexer = new Indexer(index, log);
  const said = log
    .prepare('SELECT "roomId" || \' \' || "seq" FROM "Message" WHERE NOT "deleted" AND "body" = ?')
    .pluck();
  const found = index.prepare(`SELECT r.id || ' ' || e.seq FROM posting AS p JOIN entry AS e ON e.place = p.rowid
    JOIN room AS r ON r.number = e.room WHERE p.posting MATCH ?`);
  const heads = new Map<string, { seq: number; rev: number }>();
  const next = (room: string, messages: number) => {
    const { seq, rev } = heads.get(room) ?? { seq: 0, rev: 0 };
    const head = { seq: seq + messages, rev: rev + 1 };
    heads.set(room, head);
    moveHead.run(room, head.rev);
    indexer.changed(room);
    return head;
  };
  return {
    index,
    post(room: string, body: string, at: number) {
      const { seq, rev } = next(room, 1);
      addMessage.run(room, seq, rev, body, at);
    },
    change(room: string, seq: number, body: string, deleted: boolean) {
      const { rev } = next(room, 0);
      change.run(rev, body, rev, deleted ? 1 : 0, room, seq);
    },
    step: () => indexer.step(),
    catchUp() {
      while (indexer.step());
    },
    said: (body: string) => said.all(body).sort(),
    found: (word: string) => found.pluck().all(`words : "${word}"`).sort(),
  };
}

const room = fc.constantFrom('one', 'two', 'three');
const word = fc.constantFrom('alder', 'birch', 'cedar');
const event = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('post' as const), room, word, at: fc.nat(3) }) },
  fc.record({
    kind: fc.constant('change' as const),
    room,
    word,
    seq: fc.integer({ min: 1, max: 6 }),
    deleted: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('step' as const) }),
);

test('whatever happens in between, and whatever the clock says, the index holds what the log says', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30 }), (events) => {
      const log = aLog();
      for (const one of events) {
        if (one.kind === 'post') log.post(one.room, one.word, one.at);
        else if (one.kind === 'change') log.change(one.room, one.seq, one.word, one.deleted);
        else log.step();
      }
      log.catchUp();
      for (const tree of ['alder', 'birch', 'cedar']) expect(log.found(tree)).toEqual(log.said(tree));
      log.index.close();
    }),
    { numRuns: 25 },
  );
});

test('a flood in one room does not keep the others waiting', () => {
  const log = aLog();
  for (let i = 0; i < 6_000; i += 1) log.post('flood', 'alder', i);
  log.post('quiet', 'birch', 0);
  expect(log.step()).toBe(true);
  expect(log.found('birch')).toEqual(['quiet 1']);
  expect(log.found('alder').length).toBeLessThan(6_000);
  log.catchUp();
  expect(log.found('alder')).toHaveLength(6_000);
  log.index.close();
});
