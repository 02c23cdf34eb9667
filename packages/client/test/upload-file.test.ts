import { afterEach, describe, expect, it, vi } from 'vitest';
import { uploadFile, withdrawFile } from '../src/upload-file.ts';
import { setUp } from './connected-client.ts';

const FILE = { id: 'f1', name: 'a b.txt', type: 'text/plain', size: 3 };

afterEach(() => vi.unstubAllGlobals());

/** A client whose server answers every request with `response`. */
function answering(response: () => Response | Promise<Response>) {
  const asked: { url: string; init: RequestInit }[] = [];
  const fetch = (async (url: string, init: RequestInit) => {
    asked.push({ url, init });
    return response();
  }) as typeof globalThis.fetch;
  return { asked, client: setUp({ fetch, getToken: () => 'secret' }).client };
}

describe('uploadFile without XMLHttpRequest', () => {
  it('posts the bytes with the name, and resolves with the file', async () => {
    const { asked, client } = answering(() => Response.json({ file: FILE }, { status: 201 }));
    const body = new Blob(['abc']);
    const sent: number[] = [];
    const file = await uploadFile(client, 'a/b', body, { name: 'a b.txt', onProgress: (part) => sent.push(part) });
    expect(file).toEqual(FILE);
    expect(sent).toEqual([1]);
    expect(asked[0]).toMatchObject({
      url: 'http://chat.test/api/rooms/a%2Fb/files?name=a+b.txt',
      init: { method: 'POST', body, headers: { authorization: 'Bearer secret' }, credentials: 'same-origin' },
    });
  });

  it('rejects with the server’s code, and with unreachable where none came', async () => {
    const { client } = answering(() => Response.json({ code: 'too_large', message: 'no' }, { status: 413 }));
    await expect(uploadFile(client, 'r', new Blob(['a']))).rejects.toMatchObject({ code: 'too_large' });
    const proxied = answering(() => new Response('<html>', { status: 502 }));
    await expect(uploadFile(proxied.client, 'r', new Blob(['a']))).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('rejects with unreachable where there is no token to be had', async () => {
    const getToken = () => Promise.reject(new Error('no line'));
    const { client } = setUp({ getToken });
    await expect(uploadFile(client, 'r', new Blob(['a']))).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('rejects with closed where it was ended', async () => {
    const end = new AbortController();
    const { asked, client } = answering(() => {
      end.abort();
      return Promise.reject(new DOMException('aborted', 'AbortError'));
    });
    const upload = () => uploadFile(client, 'r', new Blob(['a']), { signal: end.signal });
    await expect(upload()).rejects.toMatchObject({ code: 'closed' });
    await expect(upload()).rejects.toMatchObject({ code: 'closed' });
    expect(asked).toHaveLength(1);
  });
});

describe('uploadFile in a browser', () => {
  it('tells how far it is', async () => {
    const requests: FakeRequest[] = [];
    class FakeRequest {
      upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
      onload: () => void = () => {};
      onabort: () => void = () => {};
      status = 201;
      responseText = JSON.stringify({ file: FILE });
      readonly headers: string[] = [];
      constructor() {
        requests.push(this);
      }
      open() {}
      abort() {
        this.onabort();
      }
      setRequestHeader(name: string, value: string) {
        this.headers.push(`${name}: ${value}`);
      }
      send() {}
    }
    vi.stubGlobal('XMLHttpRequest', FakeRequest);
    const { client } = answering(() => Response.error());
    const sent: number[] = [];
    const end = new AbortController();
    const onProgress = (part: number) => sent.push(part);
    const upload = uploadFile(client, 'r', new Blob(['abc']), { onProgress, signal: end.signal });
    await vi.waitFor(() => expect(requests).toHaveLength(1));
    requests[0]?.upload.onprogress?.({ loaded: 1, total: 4 });
    requests[0]?.onload();
    await expect(upload).resolves.toEqual(FILE);
    expect(sent).toEqual([0.25, 1]);
    expect(requests[0]?.headers).toEqual(['authorization: Bearer secret']);

    const ended = uploadFile(client, 'r', new Blob(['abc']), { signal: end.signal });
    await vi.waitFor(() => expect(requests).toHaveLength(2));
    end.abort();
    await expect(ended).rejects.toMatchObject({ code: 'closed' });
  });
});

describe('withdrawFile', () => {
  it('takes an upload back', async () => {
    const { asked, client } = answering(() => new Response(null, { status: 204 }));
    await withdrawFile(client, 'f1');
    expect(asked[0]).toMatchObject({ url: 'http://chat.test/api/files/f1', init: { method: 'DELETE' } });
  });
});
