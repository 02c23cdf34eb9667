import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createApi } from '../src/api.ts';
import { endpoints } from '../src/endpoints.ts';
import { uuid, uuidAt } from '../src/uuid.ts';
import { ANN } from './samples.ts';

/** An API whose server answers every request with `response`. */
function answering(response: () => Response, token?: string) {
  const asked: { url: string; init: RequestInit }[] = [];
  const fetch = (async (url: string, init: RequestInit) => {
    asked.push({ url, init });
    return response();
  }) as typeof globalThis.fetch;
  return { asked, api: createApi({ url: 'http://chat.test', fetch, getToken: () => token }) };
}

/** An API whose line has died: nothing is ever answered. `asked` resolves with what the next request was made of. */
function dead() {
  const limit = new AbortController();
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(limit.signal);
  onTestFinished(() => timeout.mockRestore());
  let ask: (init: RequestInit) => void = () => undefined;
  const asked = new Promise<RequestInit>((resolve) => {
    ask = resolve;
  });
  const fetch = ((_url: string, init: RequestInit) => {
    ask(init);
    return new Promise((_resolve, reject) => init.signal?.addEventListener('abort', reject));
  }) as typeof globalThis.fetch;
  return { asked, limit, timeout, api: createApi({ url: 'http://chat.test', fetch, getToken: undefined }) };
}

describe('api', () => {
  it('sends JSON, and Bearer where there is a token', async () => {
    const { asked, api } = answering(() => Response.json({ user: ANN, token: 't' }, { status: 201 }), 'secret');
    expect(await api.startGuest('Ann')).toEqual({ user: ANN, token: 't' });
    expect(asked[0]).toMatchObject({
      url: 'http://chat.test/api/session/guest',
      init: {
        method: 'POST',
        body: '{"name":"Ann"}',
        headers: { authorization: 'Bearer secret', 'content-type': 'application/json' },
      },
    });
  });

  it('escapes paths and queries, and leaves out what is undefined', async () => {
    const { asked, api } = answering(() => Response.json({ hits: [] }));
    await api.search({ q: 'a&b c' });
    await api.messages('../x', { before: 5 });
    expect(asked.map(({ url }) => url)).toEqual([
      'http://chat.test/api/search?q=a%26b+c',
      'http://chat.test/api/rooms/..%2Fx/messages?before=5',
    ]);
  });

  it('rejects with what the server says', async () => {
    const { api } = answering(() =>
      Response.json({ code: 'rate_limited', message: 'slowly' }, { status: 429, headers: { 'retry-after': '2' } }),
    );
    await expect(api.rooms()).rejects.toMatchObject({ code: 'rate_limited', message: 'slowly', retryAfterMs: 2_000 });
  });

  it('knows no session from a failure', async () => {
    const nobody = answering(() => Response.json({ signUp: 'open', guests: true, mail: false }));
    expect(await nobody.api.session()).toBeUndefined();
    const busy = answering(() => Response.json({ code: 'unavailable', message: 'busy' }, { status: 503 }));
    await expect(busy.api.session()).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('is content with an empty answer', async () => {
    await expect(answering(() => new Response(null, { status: 204 })).api.endSession()).resolves.toBeUndefined();
  });

  it("is unreachable without an answer, or behind a proxy's page", async () => {
    const { api } = answering(() => new Response('<h1>Bad Gateway</h1>', { status: 502 }));
    await expect(api.rooms()).rejects.toMatchObject({ code: 'unreachable' });
    const cut = answering(() => {
      throw new TypeError('fetch failed');
    });
    await expect(cut.api.rooms()).rejects.toMatchObject({ code: 'unreachable' });
  });
});

describe('on a line that has died', () => {
  it('a request is given up after 30 s', async () => {
    const { api, asked, limit, timeout } = dead();
    const rooms = expect(api.rooms()).rejects.toMatchObject({ code: 'unreachable' });
    await asked;
    limit.abort();
    await rooms;
    expect(timeout).toHaveBeenCalledExactlyOnceWith(30_000);
  });

  it('a file takes as long as it takes', async () => {
    const { api, asked } = dead();
    void api.call('PUT', '/api/me/avatar', new Blob(['png']));
    expect((await asked).signal).toBeNull();
  });
});

describe('endpoints', () => {
  it.each([
    ['http://localhost:3000', 'http://localhost:3000', 'ws://localhost:3000/ws'],
    ['https://chat.example.org/', 'https://chat.example.org', 'wss://chat.example.org/ws'],
    ['wss://chat.example.org/ws', 'https://chat.example.org', 'wss://chat.example.org/ws'],
    ['https://example.org/chat/', 'https://example.org/chat', 'wss://example.org/chat/ws'],
  ])('%s', (url, http, socket) => {
    expect(endpoints(url)).toEqual({ http, socket });
  });

  it('throws on what is no URL', () => {
    expect(() => endpoints('chat')).toThrow(TypeError);
  });
});

describe('uuid', () => {
  it('is a random version 4', () => {
    const ids = Array.from({ length: 200 }, uuid);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(ids).size).toBe(200);
  });
});

describe('uuidAt', () => {
  it('is a version 7 that begins with the time', () => {
    const ids = Array.from({ length: 200 }, () => uuidAt(0x0199_0123_4567 + 0.5));
    for (const id of ids) expect(id).toMatch(/^01990123-4567-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(ids).size).toBe(200);
  });

  it('is a UUID even where a clock stands before 1970', () => {
    expect(uuidAt(-1)).toMatch(/^00000000-0000-7/);
  });
});
