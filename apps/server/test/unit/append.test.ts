import { describe, expect, test } from 'vitest';
import { Append, type AppendOptions } from '../../src/log/append.ts';
import { ManualCommit, turn } from '../support/manual-commit.ts';
import { aChange, aPost } from '../support/samples.ts';

function group(options: Partial<AppendOptions> = {}) {
  const disk = new ManualCommit();
  const append = new Append({ commit: disk.commit, onCommitted: () => undefined, ...options });
  return { disk, append };
}

describe('group commit', () => {
  test('a lone operation commits at once, alone', async () => {
    const { disk, append } = group();
    const outcome = append.submit(aPost());
    await turn();
    expect(disk.sizes()).toEqual([1]);
    await disk.succeed();
    expect(await outcome).toMatchObject({ ok: true, seq: 1 });
  });

  test('what one turn of the event loop brings is one batch', async () => {
    const { disk, append } = group();
    for (let i = 0; i < 5; i += 1) void append.submit(aPost());
    await turn();
    expect(disk.sizes()).toEqual([5]);
  });

  test('what arrives while a commit runs forms the next, in the order of arrival', async () => {
    const { disk, append } = group();
    void append.submit(aPost({ body: 'first' }));
    await turn();
    for (const body of ['a', 'b', 'c']) void append.submit(aPost({ body }));
    await turn();
    expect(disk.sizes()).toEqual([1]);
    await disk.succeed();
    expect(disk.sizes()).toEqual([1, 3]);
    expect(disk.batches[1]?.map((operation) => 'body' in operation && operation.body)).toEqual(['a', 'b', 'c']);
  });

  test('never runs two commits at once', async () => {
    const { disk, append } = group({ maxBatch: 2 });
    for (let i = 0; i < 5; i += 1) void append.submit(aPost());
    await turn();
    expect(disk.sizes()).toEqual([2]);
    await disk.succeed();
    expect(disk.sizes()).toEqual([2, 2]);
    await disk.succeed();
    expect(disk.sizes()).toEqual([2, 2, 1]);
  });

  test('where much waits, the next commit runs while the changes of the last are told', async () => {
    const running: number[] = [];
    const { disk, append } = group({ onCommitted: () => running.push(disk.batches.length) });
    const first = append.submit(aPost());
    await turn();
    for (let i = 0; i < 256; i += 1) void append.submit(aPost());
    await disk.succeed();
    expect(await first).toMatchObject({ ok: true });
    expect(disk.sizes()).toEqual([1, 256]);
    expect(running).toEqual([2]);
  });

  test('where little waits, the next commit begins after the changes of the last have been told', async () => {
    const running: number[] = [];
    const { disk, append } = group({ onCommitted: () => running.push(disk.batches.length) });
    void append.submit(aPost());
    await turn();
    for (let i = 0; i < 255; i += 1) void append.submit(aPost());
    await disk.succeed();
    expect(disk.sizes()).toEqual([1, 255]);
    expect(running).toEqual([1]);
  });

  test('however fast the disk is, what one commit changed leaves before the changes of the next are told', async () => {
    let unsent = 0;
    const unsentBefore: number[] = [];
    const { append } = group({
      maxBatch: 300,
      commit: async (operations) => ({
        outcomes: operations.map(() => ({ ok: true, seq: 1, rev: 1, at: 0 })),
        changes: [],
      }),
      onCommitted: () => {
        unsentBefore.push(unsent);
        unsent += 1;
        setImmediate(() => {
          unsent = 0;
        });
      },
    });
    for (let i = 0; i < 1_500; i += 1) void append.submit(aPost());
    await append.idle();
    expect(unsentBefore).toEqual([0, 0, 0, 0, 0]);
  });

  test('batches that overlap get to be of one size: half of what is on its way', async () => {
    const { disk, append } = group();
    const post = (times: number) => {
      for (let i = 0; i < times; i += 1) void append.submit(aPost());
    };
    post(900);
    await turn();
    post(300);
    await disk.succeed();
    // The 900 that were answered come back.
    post(900);
    await disk.succeed();
    expect(disk.sizes()).toEqual([900, 300, 600]);
  });

  test('bounds the text of a batch; one long operation passes alone', async () => {
    const { disk, append } = group({ maxBatchText: 10 });
    for (const body of ['12345', '12345', '1', '12345678901234', '1']) void append.submit(aPost({ body }));
    for (let i = 0; i < 4; i += 1) {
      await turn();
      await disk.succeed();
    }
    expect(disk.sizes()).toEqual([2, 1, 1, 1]);
  });

  test('G1: nothing is broadcast or acknowledged before the commit has ended; then broadcast comes first', async () => {
    const order: string[] = [];
    const { disk, append } = group({ onCommitted: (changes) => order.push(`broadcast ${changes.length}`) });
    const outcome = append.submit(aPost()).then(() => order.push('ack'));
    await turn();
    expect(order).toEqual([]);
    await disk.succeed([aChange({ rev: 1 })]);
    await outcome;
    expect(order).toEqual(['broadcast 1', 'ack']);
  });

  test('a commit that fails is unavailable for its operations, and the next goes on', async () => {
    const errors: unknown[] = [];
    const { disk, append } = group({ onError: (error) => errors.push(error) });
    const lost = [append.submit(aPost()), append.submit(aPost())];
    await turn();
    await disk.fail();
    for (const outcome of lost) expect(await outcome).toMatchObject({ ok: false, code: 'unavailable' });
    expect(errors).toHaveLength(1);
    const next = append.submit(aPost());
    await turn();
    await disk.succeed();
    expect(await next).toMatchObject({ ok: true });
  });

  test('what waits behind a commit that fails fails with it, so that no later message is stored before an earlier one', async () => {
    const { disk, append } = group();
    const first = append.submit(aPost());
    await turn();
    const second = append.submit(aPost());
    await disk.fail();
    expect(await first).toMatchObject({ ok: false, code: 'unavailable' });
    expect(await second).toMatchObject({ ok: false, code: 'unavailable' });
    expect(disk.sizes()).toEqual([1]);
  });

  test('G6: beyond the bound of the queue the answer is unavailable at once, with a time to come back', async () => {
    const { append } = group({ maxQueue: 3 });
    for (let i = 0; i < 3; i += 1) void append.submit(aPost());
    expect(await append.submit(aPost())).toMatchObject({
      ok: false,
      code: 'unavailable',
      retryAfterMs: expect.any(Number),
    });
  });

  test('is idle once nothing waits and nothing runs', async () => {
    const { disk, append } = group();
    await append.idle();
    void append.submit(aPost());
    let idle = false;
    const waiting = append.idle().then(() => {
      idle = true;
    });
    await turn();
    void append.submit(aPost());
    await disk.succeed();
    expect(idle).toBe(false);
    await disk.succeed();
    await waiting;
  });

  test('reports the size and the duration of each batch', async () => {
    const seen: [number, number][] = [];
    let now = 0;
    const { disk, append } = group({ onBatch: (size, ms) => seen.push([size, ms]), elapsed: () => now });
    void append.submit(aPost());
    void append.submit(aPost());
    await turn();
    now = 7;
    await disk.succeed();
    expect(seen).toEqual([[2, 7]]);
  });
});
