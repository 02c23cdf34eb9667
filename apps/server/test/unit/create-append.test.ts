import { expect, test, vi } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import type { Change } from '../../src/log/operation.ts';
import { createAppend } from '../../src/wiring/append.ts';
import { ManualCommit, turn } from '../support/manual-commit.ts';
import { aChange, aPost } from '../support/samples.ts';

test('one change that cannot be told keeps nothing of its batch from the others', async () => {
  const disk = new ManualCommit();
  const told: number[] = [];
  const log = { error: vi.fn(), warn: vi.fn() };
  const append = createAppend({
    config: loadConfig({}),
    log: log as never,
    storage: { search: { changed: () => undefined }, writer: { commit: disk.commit } } as never,
    metrics: { observeBatch: () => undefined } as never,
    rooms: {
      take: ({ rev }: Change) => {
        if (rev === 2) throw new Error('a bug');
        told.push(rev);
      },
    } as never,
    store: {} as never,
    onApplied: () => undefined,
  });
  const outcome = append.submit(aPost());
  await turn();
  await disk.succeed([aChange({ rev: 1 }), aChange({ rev: 2 }), aChange({ rev: 3, room: 'other' })]);
  expect(await outcome).toMatchObject({ ok: true });
  expect(told).toEqual([1, 3]);
  expect(log.error).toHaveBeenCalledOnce();
});
