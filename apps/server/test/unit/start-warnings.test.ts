import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { openFilesLimit, startWarnings } from '../../src/start-warnings.ts';

const fine = { hasAccounts: async () => false, openFiles: 1_000_000 };

test.each([[{ GUESTS: 'off', SIGNUP: 'closed' }], [{ GUESTS: 'off', SIGNUP: 'invite' }]])(
  'nobody can come in: %o',
  async (env) => {
    expect(await startWarnings(loadConfig(env), fine)).toEqual([expect.stringContaining('SIGNUP=open')]);
    expect(await startWarnings(loadConfig(env), { ...fine, hasAccounts: async () => true })).toEqual([]);
  },
);

test.each([[{}], [{ GUESTS: 'off' }], [{ SIGNUP: 'closed' }]])('somebody can come in: %o', async (env) => {
  expect(await startWarnings(loadConfig(env), fine)).toEqual([]);
});

test('fewer files than connections are said, with both numbers', async () => {
  const config = loadConfig({ MAX_CONNECTIONS: '5000' });
  const [warning] = await startWarnings(config, { ...fine, openFiles: 1_024 });
  expect(warning).toMatch(/1024 files.*MAX_CONNECTIONS=5000.*ulimit -n/);
  expect(await startWarnings(config, { ...fine, openFiles: 5_000 })).toEqual([]);
  expect(await startWarnings(config, { ...fine, openFiles: undefined })).toEqual([]);
});

test('the limit of this process is known where the system says it', () => {
  const limit = openFilesLimit();
  if (process.platform === 'linux') expect(limit).toBeGreaterThan(0);
  else expect(limit).toBeUndefined();
});
