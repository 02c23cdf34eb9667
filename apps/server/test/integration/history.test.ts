import type { MessagePage, SearchResult } from '@confab/protocol';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Guest, sharedServer } from '../support/server.ts';

const server = sharedServer();
let guest: Guest;
let room: string;

beforeAll(async () => {
  guest = await server().guest('Ada');
  room = await server().createRoom(guest, { name: 'History' });
  const ada = await server().connect(guest);
  const posts = [];
  for (let i = 1; i <= 120; i += 1) posts.push(await ada.post(room, `number ${i}`));
  await ada.ack({ type: 'delete', room, message: posts[9]?.id });
  await ada.ack({ type: 'edit', room, message: posts[19]?.id, body: 'number twenty' });
});

async function page(query: string): Promise<MessagePage> {
  const answer = await server().call('GET', `/api/rooms/history/messages?${query}`, { token: guest.token });
  expect(answer.status).toBe(200);
  return answer.body as MessagePage;
}

/** First and last seq, the number of messages, and whether there is more. */
async function outline(query: string) {
  const { messages, hasMore } = await page(query);
  const seqs = messages.map((message) => message.seq);
  expect(seqs).toEqual(seqs.map((_, i) => (seqs[0] ?? 0) + i));
  return [seqs[0], seqs.at(-1), seqs.length, hasMore];
}

describe('GET /api/rooms/:room/messages', () => {
  test('around a message by its id; one of another room, or of none, is not found', async () => {
    const [wanted] = (await page('around=60&limit=1')).messages;
    expect(await outline(`around=${wanted?.id}&limit=11`)).toEqual([55, 65, 11, true]);
    const other = await server().createRoom(guest, { name: 'Elsewhere' });
    for (const path of [`${other}/messages?around=${wanted?.id}`, `history/messages?around=${crypto.randomUUID()}`]) {
      const answer = await server().call('GET', `/api/rooms/${path}`, { token: guest.token });
      expect(answer).toMatchObject({ status: 404, body: { code: 'message_not_found' } });
    }
  });

  test.each([
    ['', [71, 120, 50, true]],
    ['limit=200', [1, 120, 120, false]],
    ['limit=120', [1, 120, 120, false]],
    ['limit=119', [2, 120, 119, true]],
    ['before=71', [21, 70, 50, true]],
    ['before=51', [1, 50, 50, false]],
    ['before=52&limit=50', [2, 51, 50, true]],
    ['before=1', [undefined, undefined, 0, false]],
    ['before=0', [undefined, undefined, 0, false]],
    ['before=9007199254740991&limit=1', [120, 120, 1, true]],
    ['after=0&limit=10', [1, 10, 10, true]],
    ['after=70', [71, 120, 50, false]],
    ['after=69', [70, 119, 50, true]],
    ['after=120', [undefined, undefined, 0, false]],
    ['after=9007199254740991', [undefined, undefined, 0, false]],
    ['around=60&limit=11', [55, 65, 11, true]],
    ['around=1&limit=11', [1, 11, 11, true]],
    ['around=120&limit=11', [110, 120, 11, true]],
    ['around=60&limit=1', [60, 60, 1, true]],
    ['around=60&limit=200', [1, 120, 120, false]],
    ['around=9007199254740991&limit=5', [116, 120, 5, true]],
  ])('%s: before and after exclusive, around inclusive, ascending', async (query, expected) => {
    expect(await outline(query)).toEqual(expected);
  });

  test('tombstones keep their place, edits show their latest state', async () => {
    const { messages } = await page('limit=200');
    expect(messages[9]).toMatchObject({ seq: 10, deleted: true, body: '' });
    expect(messages[19]).toMatchObject({ seq: 20, body: 'number twenty', editedAt: expect.any(Number) });
  });

  test('a public room may be read before one joins it', async () => {
    const { token } = await server().guest('Bo');
    const answer = await server().call('GET', `/api/rooms/${room}/messages`, { token });
    expect(answer.status).toBe(200);
  });

  test.each([
    'limit=0',
    'limit=201',
    'limit=-1',
    'limit=x',
    'limit=1.5',
    'limit=',
    'limit=1e1',
    'limit=1&limit=2',
    'before=-1',
    'before=9007199254740992',
    'before=99999999999999999999',
    'after=x',
    'around=',
    'before=1&after=1',
    'before=1&around=1',
  ])('%s is 400 invalid', async (query) => {
    const answer = await server().call('GET', `/api/rooms/${room}/messages?${query}`, { token: guest.token });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid' } });
  });
});

test('H5: a parameter that nobody knows is left out', async () => {
  const answer = await server().call('GET', `/api/rooms/${room}/messages?limit=1&_=${Date.now()}`, {
    token: guest.token,
  });
  expect(answer).toMatchObject({ status: 200, body: { hasMore: true } });
});

describe('GET /api/search', () => {
  async function bodies(query: string): Promise<string[]> {
    const answer = await server().call('GET', `/api/search?${query}`, { token: guest.token });
    expect(answer.status).toBe(200);
    return (answer.body as SearchResult).hits.map((hit) => hit.message.body);
  }

  test('finds every word anywhere, newest first, tombstones never', async () => {
    expect(await bodies('q=number+11&limit=3')).toEqual(['number 119', 'number 118', 'number 117']);
    expect(await bodies('q=NUMBER%20TWENTY')).toEqual(['number twenty']);
    expect(await bodies('q=number+10&limit=100')).not.toContain('');
    expect(await bodies('q=nothing+like+it')).toEqual([]);
  });

  test('takes a query as text: one with % or _ finds what holds these', async () => {
    const ada = await server().connect(guest);
    const other = await server().createRoom(guest);
    await ada.post(other, '100% sure_thing!');
    for (const q of ['100%25', 'sure_thing', '_', '%25', 'thing!']) expect(await bodies(`q=${q}`)).toHaveLength(1);
  });

  test('in one room, of one author', async () => {
    expect(await bodies('q=number&room=general')).toEqual([]);
    expect(await bodies(`q=number&room=history&from=${guest.user.id}&limit=1`)).toEqual(['number 120']);
    expect(await bodies('q=number&from=nobody')).toEqual([]);
  });

  test.each(["'", '"', '\\', 'a%25b', '%00', '*', "x' OR '1'='1"])('%s is text, not a pattern', async (q) => {
    expect(await bodies(`q=${q}`)).toEqual([]);
  });

  test.each(['', 'q=', 'q=%20', `q=${'x'.repeat(201)}`, 'q=a&q=b', 'q=a&limit=0', 'q=a&limit=201'])(
    '%s is 400 invalid',
    async (query) => {
      const answer = await server().call('GET', `/api/search?${query}`, { token: guest.token });
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid' } });
    },
  );
});
