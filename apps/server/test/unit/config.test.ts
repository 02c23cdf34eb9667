import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ConfigError, loadConfig, SETTING_NAMES } from '../../src/config.ts';

describe('the settings and the table of the README are the same', () => {
  const table = settingsOfReadme();

  test('every setting is in the table, and nothing else is', () => {
    expect([...table.keys()].sort()).toEqual([...SETTING_NAMES].sort());
  });

  test('with the same defaults', () => {
    const config: Record<string, unknown> = loadConfig({}, '/srv/confab');
    for (const [name, fallback] of table) {
      if (!/^\d+$/.test(fallback)) continue;
      expect(`${name}=${config[name]}`).toBe(`${name}=${fallback}`);
    }
  });
});

describe('defaults', () => {
  test('one port, this machine only, data beside the project', () => {
    expect(loadConfig({}, '/srv/confab')).toMatchObject({
      PORT: 3000,
      HOST: '127.0.0.1',
      dataDir: '/srv/confab/data',
      databaseUrl: 'file:/srv/confab/data/confab.db',
      ALLOWED_ORIGINS: [],
      TRUST_PROXY: false,
    });
  });

  test('an empty variable counts as not set', () => {
    const empty = Object.fromEntries(SETTING_NAMES.map((name) => [name, '']));
    expect(loadConfig(empty, '/x')).toEqual(loadConfig({}, '/x'));
  });
});

describe('paths', () => {
  test('DATA_DIR is relative to where the server starts', () => {
    expect(loadConfig({ DATA_DIR: 'elsewhere' }, '/srv').databaseUrl).toBe('file:/srv/elsewhere/confab.db');
  });

  test.each([
    ['file:/abs/chat.db', 'file:/abs/chat.db'],
    ['file:./rel/chat.db', 'file:/srv/rel/chat.db'],
  ])('DATABASE_URL %s', (url, expected) => {
    expect(loadConfig({ DATABASE_URL: url }, '/srv').databaseUrl).toBe(expected);
  });
});

test('ALLOWED_ORIGINS is a list', () => {
  const { ALLOWED_ORIGINS } = loadConfig({ ALLOWED_ORIGINS: 'https://a.example, http://b.example:8080,' });
  expect(ALLOWED_ORIGINS).toEqual(['https://a.example', 'http://b.example:8080']);
});

describe('a wrong value names its variable and what it must be', () => {
  test.each([
    ['PORT', '65536', 'at most 65535'],
    ['PORT', '-1', 'whole number'],
    ['PORT', '3000x', 'whole number'],
    ['PORT', '3e3', 'whole number'],
    ['DATABASE_URL', 'postgresql://localhost/x', 'must be file: and a path'],
    ['ALLOWED_ORIGINS', 'https://a.example/', 'must be origins'],
    ['ALLOWED_ORIGINS', '*', 'must be origins'],
    ['TRUST_PROXY', 'yes', 'must be on, off, or the addresses of your proxies'],
    ['TRUST_PROXY', '10.0.0.0/33', 'must be on, off'],
    ['TRUST_PROXY', '10.0.0.1,', 'must be on, off'],
    ['LOG_LEVEL', 'loud', 'must be a pino level'],
    ['SEND_QUEUE_BYTES', '1000', 'at least 65536'],
    ['RESUME_MESSAGES', '0', 'at least 1'],
  ])('%s=%s', (name, value, words) => {
    expect(() => loadConfig({ [name]: value })).toThrow(ConfigError);
    expect(() => loadConfig({ [name]: value })).toThrow(`${name}=${value}`);
    expect(() => loadConfig({ [name]: value })).toThrow(words);
  });

  test.each(SETTING_NAMES.filter((name) => /_MS$|^RATE_|_BYTES$/.test(name)))('%s takes whole numbers only', (name) => {
    for (const value of ['x', '1.5', '-5', ' 7', '0x10', 'Infinity', '9'.repeat(30)]) {
      expect(() => loadConfig({ [name]: value }), value).toThrow(`${name}=`);
    }
  });

  test('a password in an address is not told', () => {
    for (const name of ['SMTP_URL', 'DATABASE_URL']) {
      const load = () => loadConfig({ [name]: 'http://ada:p@ss/word@mail.example' });
      expect(load).toThrow(`${name}=http://…@mail.example: must be`);
    }
  });

  test('all wrong ones are named at once', () => {
    expect(() => loadConfig({ PORT: 'x', TRUST_PROXY: 'x' })).toThrow(/PORT=x.*\n.*TRUST_PROXY=x/);
  });
});

/** Name → default of each row in the README's tables of settings; a row may hold two. */
function settingsOfReadme(): Map<string, string> {
  const readme = readFileSync(new URL('../../../../README.md', import.meta.url), 'utf8');
  const found = new Map<string, string>();
  for (const [, names = '', defaults = ''] of readme.matchAll(/^\| (`[A-Z_`, ]+`) \|([^|]*)\|/gm)) {
    const values = defaults.split(',').map((value) => value.trim().replaceAll('`', ''));
    for (const [i, name] of names.split(',').entries()) found.set(name.trim().replaceAll('`', ''), values[i] ?? '');
  }
  return found;
}
