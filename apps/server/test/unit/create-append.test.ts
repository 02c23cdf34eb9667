import { expect, test, vi } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import type { BatchResult, Change } from '../../src/log/operation.ts';
import { UnsureCommitError } from '../../src/log/writer.ts';
import { createAppend } from '../../src/wiring/append.ts';
import { ManualCommit, turn } from '../support/manual-commit.ts';
import { aChange, aPost } from '../support/samples.ts';

/** What follows a commit, with rooms that stumble over the rev 2. */
function stage(commit: () => Promise<BatchResult>) {
  const told: number[] = [];
  const log = { error: vi.fn(), warn: vi.fn() };
  const catchUp = vi.fn();
  const take = ({ rev }: Change) => {
    if (rev === 2) throw new Error('a bug');
    told.push(rev);
  };
  const append = createAppend({
    config: loadConfig({}),
    log: log as never,
    storage: { search: { changed: () => undefined }, writer: { commit } } as never,
    metrics: { observeBatch: () => undefined } as never,
    rooms: { take, catchUp } as never,
    store: {} as never,
    onApplied: () => {
      throw new Error('another bug');
    },
  });
  return { append, catchUp, log, told };
}

test('one change that cannot be told keeps nothing of its batch from the others', async () => {
  const disk = new ManualCommit();
  const { append, log, told } = stage(() => disk.commit([]));
  const outcome = append.submit(aPost());
  await turn();
  await disk.succeed([aChange({ rev: 1 }), aChange({ rev: 2 }), aChange({ rev: 3, room: 'other' })]);
  await outcome;
  expect(told).toEqual([1, 3]);
  expect(log.error).toHaveBeenCalledOnce();
});

test('where the writer died, rooms look into the log: it may be on disk all the same', async () => {
  const { append, catchUp } = stage(() => Promise.reject(new UnsureCommitError('the thread ended')));
  const outcomes = [aPost({ room: 'a' }), aPost({ room: 'b' }), aPost({ room: 'a' })].map((op) => append.submit(op));
  const gone = append.submit({ kind: 'end-session', session: 's' });
  expect(await Promise.all([...outcomes, gone])).toMatchObject(Array(4).fill({ ok: false, code: 'unavailable' }));
  expect(catchUp.mock.calls.map(([rooms]) => [...rooms])).toEqual([['a', 'b']]);
});

test('nor does a listener that stumbles end the server, whoever has the change told', async () => {
  const { append, catchUp, log } = stage(() => Promise.reject(new UnsureCommitError('the thread ended')));
  await append.submit(aPost());
  const [[, onTold]] = catchUp.mock.calls as [[unknown, (room: unknown, change: Change) => void]];
  log.error.mockClear();
  onTold(undefined, aChange({ rev: 1 }));
  expect(log.error).toHaveBeenCalledOnce();
});

test('where a commit was refused, nothing is on disk to look for', async () => {
  const { append, catchUp } = stage(() => Promise.reject(new Error('disk full')));
  expect(await append.submit(aPost())).toMatchObject({ ok: false, code: 'unavailable' });
  expect(catchUp).not.toHaveBeenCalled();
});
