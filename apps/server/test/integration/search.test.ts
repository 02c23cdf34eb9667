import { existsSync } from 'node:fs';
import { copyFile, rm, writeFile } from 'node:fs/promises';
import type { SearchResult } from '@confab/protocol';
import { beforeAll, describe, expect, test } from 'vitest';
import type { TestClient } from '../support/client.ts';
import { type Guest, sharedServer, startServer, type TestServer } from '../support/server.ts';

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
