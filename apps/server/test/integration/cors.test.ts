import { describe, expect, test } from 'vitest';
import { sharedServer } from '../support/server.ts';

const APP = 'https://app.example.org';

const server = sharedServer({ ALLOWED_ORIGINS: APP });

/** What a browser asks before a page may send JSON, or a token. */
function preflight(origin: string) {
  return server().call('OPTIONS', '/api/session/guest', {
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    },
  });
}

describe('pages of ALLOWED_ORIGINS may use the API, with a token', () => {
  test('a preflight allows methods and headers, and no cookies', async () => {
    const { headers, status } = await preflight(APP);
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe(APP);
    expect(headers.get('access-control-allow-methods')).toContain('DELETE');
    expect(headers.get('access-control-allow-headers')?.toLowerCase()).toBe('authorization, content-type');
    expect(headers.has('access-control-allow-credentials')).toBe(false);
  });

  test('answers may be read, errors and the wait that they ask for too', async () => {
    const origin = { origin: APP };
    const guest = await server().call('POST', '/api/session/guest', { body: { name: 'Ada' }, headers: origin });
    const refused = await server().call('GET', '/api/rooms', { headers: origin });
    expect([guest.status, refused.status]).toEqual([201, 401]);
    for (const { headers } of [guest, refused]) {
      expect(headers.get('access-control-allow-origin')).toBe(APP);
      expect(headers.get('access-control-expose-headers')).toBe('Retry-After');
    }
  });

  test('no others', async () => {
    for (const origin of ['https://evil.example', 'null', server().url]) {
      expect((await preflight(origin)).headers.has('access-control-allow-origin')).toBe(false);
      const { headers } = await server().call('GET', '/api/rooms', { headers: { origin } });
      expect(headers.has('access-control-allow-origin')).toBe(false);
    }
  });
});
