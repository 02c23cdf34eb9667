import { copyFile, rm, writeFile } from 'node:fs/promises';
import type { SearchResult } from '@confab/protocol';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Guest, sharedServer, startServer, type TestServer } from '../support/server.ts';

/** The index's thread tries again once a second. */
const POLLING = { timeout: 10_000 };

/** Searches, and expects an answer. */
async function search(server: TestServer, { token }: Guest, q: string, rest = ''): Promise<SearchResult> {
  const answer = await server.call('GET', `/api/search?q=${encodeURIComponent(q)}${rest}`, { token });
  expect(answer.status).toBe(200);
  return answer.body as SearchResult;
}

/** The texts that a search finds, in its order. */
async function texts(server: TestServer, guest: Guest, q: string, rest = ''): Promise<string[]> {
  return (await search(server, guest, q, rest)).hits.map((hit) => hit.message.body);
}

/** The marked pieces of the first hit's snippet. */
async function marked(server: TestServer, guest: Guest, q: string): Promise<string[]> {
  const [hit] = (await search(server, guest, q)).hits;
  return hit?.marks.map(([start, end]) => hit.snippet.slice(start, end)) ?? [];
}

describe('what is found', () => {
  const server = sharedServer();
  let ada: Guest;
  const find = (q: string, rest?: string) => texts(server(), ada, q, rest);

  const SAID = [
    'The quick brown fox jumps over the lazy dog',
    'Crème brûlée for everybody, naïvely',
    '今日は東京都で会議があります',
    'สวัสดีครับ ยินดีต้อนรับ',
    '한국어를 공부합니다',
    'call foo_bar(baz) and a.b() in C++, not C#',
    'see /usr/local/bin and https://example.org/docs?page=2',
    'Der Hauptbahnhof liegt im Norden',
    'to be, or not to be',
    'be or to not be',
    '100% 🎉 done',
  ];

  beforeAll(async () => {
    ada = await server().guest('Ada');
    const client = await server().connect(ada);
    const room = await server().createRoom(ada, { name: 'words' });
    for (const body of SAID) await client.post(room, body);
  });

  test.each([
    ['quick', 0],
    ['QUI', 0],
    ['j', 0],
    ['fox dog', 0],
    ['la do', 0],
    ['creme BRULEE', 1],
    ['naivel', 1],
    ['東京', 2],
    ['京', 2],
    ['東京都', 2],
    ['会議', 2],
    ['ยินดี', 3],
    ['한국어', 4],
    ['공부', 4],
    ['foo_bar', 5],
    ['foo_bar(baz)', 5],
    ['a.b()', 5],
    ['C++', 5],
    ['c#', 5],
    ['/usr/local', 6],
    ['example.org/docs?page', 6],
    ['bahnhof', 7],
    ['"not to be"', 8],
    ['"or to"', 9],
    ['"be or not"', 8],
    ['100%', 10],
    ['🎉', 10],
    ['to -or foo', undefined],
    ['liegt -norden', undefined],
    ['liegt -süden', 7],
    ['fox?', 0],
    ['"fox jum', 0],
    ['"fox jum"', undefined],
    ['東都', undefined],
  ])('%s', async (q, index) => {
    expect(await find(q)).toEqual(index === undefined ? [] : [SAID[index]]);
  });

  test.each([
    ['brown fo', ['brown fo']],
    ['CREME', ['Crème']],
    ['東京都', ['東京都']],
    ['dog quick', ['quick', 'dog']],
    ['bahnhof', ['bahnhof']],
    ['a.b()', ['a.b()']],
  ])('the snippet marks %s', async (q, pieces) => {
    const found = await marked(server(), ada, q);
    expect(found.join(' ')).toBe(pieces.join(' '));
  });
});

describe('filters', () => {
  const server = sharedServer();
  let ada: Guest;
  const find = (q: string, rest?: string) => texts(server(), ada, q, rest);

  beforeAll(async () => {
    ada = await server().guest('Ada Lovelace');
    const bo = await server().guest('Bohumil');
    const tea = await server().createRoom(ada, { name: 'Tea room' });
    const work = await server().createRoom(ada, { name: 'work' });
    const [first, second] = [await server().connect(ada), await server().connect(bo)];
    await second.join(tea);
    await first.post(tea, 'tea one');
    await second.post(tea, 'tea two https://example.org');
    await first.post(work, 'tea three');
  });

  test.each([
    ['tea', ['tea three', 'tea two https://example.org', 'tea one']],
    ['tea from:ada', ['tea three', 'tea one']],
    ['tea from:lovel', ['tea three', 'tea one']],
    ['tea from:"Ada Lovelace"', ['tea three', 'tea one']],
    ['tea from:@Bohumil', ['tea two https://example.org']],
    ['tea from:me', ['tea three', 'tea one']],
    ['from:bohumil', ['tea two https://example.org']],
    ['tea from:nobody', []],
    ['tea in:work', ['tea three']],
    ['tea in:"Tea room"', ['tea two https://example.org', 'tea one']],
    ['tea in:tea-room from:me', ['tea one']],
    ['tea in:nowhere', []],
    ['tea has:link', ['tea two https://example.org']],
    ['has:link', ['tea two https://example.org']],
    ['tea has:file', []],
    ['tea before:2020', []],
    ['tea after:2020-01-31 -two', ['tea three', 'tea one']],
    [`tea during:${new Date().getUTCFullYear()} in:work`, ['tea three']],
    ['-two from:me', ['tea three', 'tea one']],
  ])('%s', async (q, expected) => {
    expect(await find(q)).toEqual(expected);
  });

  test('pages follow one another without holes or repeats', async () => {
    for (const sort of ['newest', 'best']) {
      const seen: string[] = [];
      let cursor = '';
      do {
        const page = await search(server(), ada, 'tea', `&limit=1&sort=${sort}${cursor}`);
        seen.push(...page.hits.map((hit) => hit.message.body));
        cursor = page.next === undefined ? '' : `&cursor=${page.next}`;
      } while (cursor !== '');
      expect(seen.sort()).toEqual(['tea one', 'tea three', 'tea two https://example.org']);
    }
  });

  test('best first: whole words side by side before scattered beginnings', async () => {
    const cy = await server().guest('Cy');
    const room = await server().createRoom(cy);
    const client = await server().connect(cy);
    await client.post(room, 'plum jam');
    await client.post(room, 'jamboree of a great many things, and only at the end of it all there were plums');
    expect(await find('plum jam', '&sort=best')).toEqual([
      'plum jam',
      'jamboree of a great many things, and only at the end of it all there were plums',
    ]);
  });
});

describe('what may be found', () => {
  const server = sharedServer();

  test('any query is answered, however hostile', async () => {
    const ada = await server().guest('Ada');
    const client = await server().connect(ada);
    await client.post(await server().createRoom(ada), 'NEAR AND OR NOT a "b" * 東京 ( : ^ -');
    const piece = fc.constantFrom(
      '"',
      "'",
      '*',
      '^',
      '(',
      ')',
      ':',
      '-',
      '+',
      '{',
      '}',
      'AND',
      'OR',
      'NOT',
      'NEAR(a b, 2)',
      'words:',
      'tags :',
      ' ',
      '\\',
      '\0',
      '%',
      '_',
      ';--',
      '東',
      '\u0301',
      '\ue801',
      '🎉',
      'from:',
      'in:',
      'has:link',
      'before:2026',
      'a',
    );
    const typed = fc.oneof(
      fc.array(piece, { minLength: 1, maxLength: 20 }).map((all) => all.join('')),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    );
    await fc.assert(
      fc.asyncProperty(
        typed,
        fc.constantFrom('', '&sort=best', '&cursor=0', '&cursor=9007199254740991'),
        async (q, rest) => {
          const path = `/api/search?q=${encodeURIComponent(q.trim() || 'a')}${rest}`;
          expect((await server().call('GET', path, { token: ada.token })).status).toBe(200);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('private rooms by members only, and only while they are', async () => {
    const [ada, bo] = [await server().guest('Ada'), await server().guest('Bo')];
    const client = await server().connect(ada);
    const room = await server().createRoom(ada, { private: true, name: 'closet' });
    await client.post(room, 'periwinkle');
    expect(await texts(server(), ada, 'periwinkle')).toEqual(['periwinkle']);
    for (const q of ['periwinkle', 'winkle', 'periwinkle in:closet', 'from:ada periw']) {
      expect(await search(server(), bo, q)).toEqual({ hits: [] });
    }
    expect((await server().call('DELETE', `/api/rooms/${room}/members/me`, { token: ada.token })).status).toBe(204);
    expect(await texts(server(), ada, 'periwinkle')).toEqual([]);
  });

  test('public rooms by everybody, also when archived, and replies in threads', async () => {
    const [ada, bo] = [await server().guest('Ada'), await server().guest('Bo')];
    const client = await server().connect(ada);
    const room = await server().createRoom(ada);
    const { id } = await client.post(room, 'marigold root');
    await client.post(room, 'marigold reply', { thread: id });
    await server().call('PATCH', `/api/rooms/${room}`, { token: ada.token, body: { archived: true } });
    expect(await texts(server(), bo, 'marigold')).toEqual(['marigold reply', 'marigold root']);
  });

  test('after an edit the new words and not the old; after a deletion nothing', async () => {
    const ada = await server().guest('Ada');
    const client = await server().connect(ada);
    const room = await server().createRoom(ada);
    const { id: message } = await client.post(room, 'heliotrope');
    expect(await texts(server(), ada, 'heliotrope')).toEqual(['heliotrope']);
    await client.ack({ type: 'edit', room, message, body: 'hollyhock' });
    expect(await texts(server(), ada, 'heliotrope')).toEqual([]);
    expect(await texts(server(), ada, 'hollyhock')).toEqual(['hollyhock']);
    await client.ack({ type: 'react', room, message, emoji: '👍', on: true });
    expect(await texts(server(), ada, 'hollyhock')).toEqual(['hollyhock']);
    await client.ack({ type: 'delete', room, message });
    for (const q of ['hollyhock', 'lyho', 'from:me']) expect(await texts(server(), ada, q)).toEqual([]);
  });

  test('a deleted room: nothing', async () => {
    const ada = await server().guest('Ada');
    const client = await server().connect(ada);
    const room = await server().createRoom(ada);
    await client.post(room, 'snapdragon');
    await server().call('DELETE', `/api/rooms/${room}`, { token: ada.token });
    expect(await texts(server(), ada, 'snapdragon')).toEqual([]);
  });
});

describe('the index is a cache', () => {
  const indexOf = (server: TestServer) => server.databasePath.replace(/\.db$/, '.search.db');

  async function said(...bodies: string[]) {
    const server = await startServer();
    const ada = await server.guest('Ada');
    const client = await server.connect(ada);
    await client.join('general');
    for (const body of bodies) await client.post('general', body);
    return { server, ada };
  }

  async function outdate(path: string): Promise<void> {
    const index = new Sqlite(path);
    index.exec('DROP TABLE posting; PRAGMA user_version = 1');
    index.close();
  }

  test.each([
    ['a restart', async () => {}],
    ['the file is deleted', (path: string) => rm(path)],
    ['the file is no database', (path: string) => writeFile(path, 'no database at all, but long enough to look at')],
    ['the file is empty', (path: string) => writeFile(path, '')],
    ['the file is of an older format', outdate],
  ])('%s: everything is found', async (_name, damage) => {
    const { server, ada } = await said('larkspur one', 'larkspur two');
    expect(await texts(server, ada, 'larkspur')).toHaveLength(2);
    await server.stop();
    await damage(indexOf(server));
    await server.start();
    const client = await server.connect(ada);
    await client.post('general', 'larkspur three');
    expect(await texts(server, ada, 'larkspur')).toEqual(['larkspur three', 'larkspur two', 'larkspur one']);
  });

  test('while its disk takes nothing, what was indexed before is found; the rest once it can be written', async () => {
    const { server, ada } = await said('mallow before');
    expect(await texts(server, ada, 'mallow')).toEqual(['mallow before']);
    const disk = new Sqlite(indexOf(server));
    disk.exec(`CREATE TRIGGER full BEFORE INSERT ON entry BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`);
    const client = await server.connect(ada);
    await client.post('general', 'mallow after');
    for (let i = 0; i < 3; i += 1) expect(await texts(server, ada, 'mallow')).toEqual(['mallow before']);
    expect(await search(server, ada, 'mallow')).toMatchObject({ indexing: true });
    disk.exec('DROP TRIGGER full');
    disk.close();
    await expect.poll(() => texts(server, ada, 'mallow'), POLLING).toEqual(['mallow after', 'mallow before']);
    expect((await search(server, ada, 'mallow')).indexing).toBeFalsy();
  });

  test('a backup is put back: what it does not know is not found, what it knows is', async () => {
    const { server, ada } = await said('foxglove early');
    await server.stop();
    await copyFile(server.databasePath, `${server.databasePath}.backup`);
    await server.start();
    const client = await server.connect(ada);
    await client.post('general', 'foxglove late');
    expect(await texts(server, ada, 'foxglove')).toHaveLength(2);
    await server.stop();
    await copyFile(`${server.databasePath}.backup`, server.databasePath);
    await server.start();
    const again = await server.connect(ada);
    await again.post('general', 'bluebell');
    expect(await texts(server, ada, 'foxglove')).toEqual(['foxglove early']);
    expect(await texts(server, ada, 'bluebell')).toEqual(['bluebell']);
  });

  test('an old index is put back: edits, deletions and deleted rooms leave no ghosts', async () => {
    const { server, ada } = await said();
    const client = await server.connect(ada);
    const kept = await client.post('general', 'campion kept');
    const gone = await client.post('general', 'campion gone');
    const room = await server.createRoom(ada);
    await client.post(room, 'campion elsewhere');
    expect(await texts(server, ada, 'campion')).toHaveLength(3);
    await server.stop();
    await copyFile(indexOf(server), `${indexOf(server)}.old`);
    await server.start();
    const again = await server.connect(ada);
    await again.ack({ type: 'edit', room: 'general', message: kept.id, body: 'teasel' });
    await again.ack({ type: 'delete', room: 'general', message: gone.id });
    await server.call('DELETE', `/api/rooms/${room}`, { token: ada.token });
    await server.stop();
    await copyFile(`${indexOf(server)}.old`, indexOf(server));
    await server.start();
    expect(await texts(server, ada, 'campion')).toEqual([]);
    expect(await texts(server, ada, 'from:me')).toEqual(['teasel']);
  });
});
