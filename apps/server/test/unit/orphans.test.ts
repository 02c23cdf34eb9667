import { expect, test } from 'vitest';
import type { StoredBytes } from '../../src/files/file-store.ts';
import { collectOrphans } from '../../src/files/orphans.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

test('a server that ends does not wait until every folder has been looked at', async () => {
  const ending = new AbortController();
  const looked: string[] = [];
  async function* folders(): AsyncGenerator<StoredBytes[]> {
    for (const id of ['aa', 'bb', 'cc']) {
      looked.push(id);
      yield [{ id, paths: [], writtenAt: 0 }];
    }
  }
  const known = async (ids: readonly string[]) => {
    if (ids.includes('aa')) ending.abort();
    return new Set(ids);
  };
  await collectOrphans(
    {
      store: { folders, remove: async () => undefined },
      directory: { known, unsentBefore: async () => [] },
      forget: async () => undefined,
    },
    2 * DAY_MS,
    ending.signal,
  );
  expect(looked).toEqual(['aa', 'bb']);
});
