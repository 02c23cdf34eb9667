import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/log/operation.ts';
import { Tail } from '../../src/log/tail.ts';
import { NewestPage } from '../../src/rooms/newest-page.ts';
import { Room } from '../../src/rooms/room.ts';
import { ADA, aChange, aRoomInfo } from '../support/samples.ts';
import { aPerson, encodeAsJson, FakeSubscriber } from '../support/subscriber.ts';

/** A room at rev 0 with one subscriber. `log` is what the database holds. */
function stage(log: Change[] = [], readAfter?: (rev: number) => Promise<Change[]>) {
  const tail = new Tail(0, undefined);
  const room = new Room(aRoomInfo(), 0, 0, {
    tail,
    page: new NewestPage(async () => []),
    encode: encodeAsJson,
    readAfter: readAfter ?? (async (rev) => log.filter((change) => change.rev > rev)),
  });
  const subscriber = new FakeSubscriber(aPerson(ADA, 'r'));
  room.subscribers.add(subscriber);
  const applied: number[] = [];
  const take = (change: Change) => room.take(change, ({ rev }) => applied.push(rev));
  const pushed = () => subscriber.received.map((frame) => (frame.type === 'message' ? frame.rev : frame.type));
  return { room, tail, take, applied, pushed };
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('G3: every subscriber sees every rev in order, each once', () => {
  test('in order they go out as they come, as whole messages', () => {
    const { room, take, pushed } = stage();
    for (let rev = 1; rev <= 3; rev += 1) take(aChange({ rev }));
    expect(pushed()).toEqual([1, 2, 3]);
    expect(room).toMatchObject({ rev: 3, seq: 3 });
  });

  test('one that came already is dropped', () => {
    const { take, pushed, applied } = stage();
    take(aChange({ rev: 1 }));
    take(aChange({ rev: 1 }));
    expect(pushed()).toEqual([1]);
    expect(applied).toEqual([1]);
  });

  test('an edit moves rev, not seq', () => {
    const { room, take } = stage();
    take(aChange({ rev: 1 }));
    take(aChange({ rev: 2, seq: 1 }));
    expect(room).toMatchObject({ rev: 2, seq: 1 });
  });
});

describe('a hole is healed from the log', () => {
  test('the early change waits until the log has given what is missing', async () => {
    const log = [1, 2, 3].map((rev) => aChange({ rev }));
    const { take, pushed, applied } = stage(log);
    take(aChange({ rev: 3 }));
    expect(pushed()).toEqual([]);
    await turn();
    expect(pushed()).toEqual([1, 2, 3]);
    expect(applied).toEqual([1, 2, 3]);
  });

  test('the missing one may still come by itself', async () => {
    const { take, pushed } = stage([], () => new Promise(() => undefined));
    take(aChange({ rev: 3 }));
    take(aChange({ rev: 2 }));
    take(aChange({ rev: 1 }));
    expect(pushed()).toEqual([1, 2, 3]);
  });

  test('what comes while the log is read is neither lost nor doubled', async () => {
    let answer: (changes: Change[]) => void = () => undefined;
    const { take, pushed } = stage(
      [],
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    take(aChange({ rev: 2 }));
    take(aChange({ rev: 4 }));
    take(aChange({ rev: 1 }));
    answer([1, 2, 3].map((rev) => aChange({ rev })));
    await turn();
    expect(pushed()).toEqual([1, 2, 3, 4]);
  });

  test('revs that a later change has overwritten in the log are stepped over', async () => {
    const { room, tail, take, pushed } = stage([aChange({ rev: 2, seq: 2 }), aChange({ rev: 4, seq: 1 })]);
    take(aChange({ rev: 4, seq: 1 }));
    await turn();
    expect(pushed()).toEqual([2, 4]);
    expect(room.rev).toBe(4);
    expect(tail.since(2, undefined)).toEqual({ kind: 'beyond' });
  });

  test('a log that does not answer is asked again at the next change', async () => {
    let works = false;
    const { take, pushed } = stage([], async (rev) => {
      if (!works) throw new Error('busy');
      return [1, 2, 3].map((r) => aChange({ rev: r })).filter((change) => change.rev > rev);
    });
    take(aChange({ rev: 2 }));
    await turn();
    expect(pushed()).toEqual([]);
    works = true;
    take(aChange({ rev: 3 }));
    await turn();
    expect(pushed()).toEqual([1, 2, 3]);
  });
});

test('reached resolves when the room has heard of the rev', async () => {
  const { room, take } = stage();
  await room.reached(0);
  let reached = false;
  const waiting = room.reached(2).then(() => {
    reached = true;
  });
  take(aChange({ rev: 1 }));
  await turn();
  expect(reached).toBe(false);
  take(aChange({ rev: 2 }));
  await waiting;
});

test('broadcast leaves out one person, on all their connections', () => {
  const { room } = stage();
  const ada = aPerson(ADA, 'r');
  const tabs = [new FakeSubscriber(ada), new FakeSubscriber(ada)];
  for (const tab of tabs) room.subscribers.add(tab);
  const other = new FakeSubscriber(aPerson({ id: 'bo', name: 'Bo', kind: 'person' }, 'r'));
  room.subscribers.add(other);
  room.broadcast(Buffer.from('{"type":"pong"}'), ada);
  expect(tabs.map((tab) => tab.received.length)).toEqual([0, 0]);
  expect(other.received).toHaveLength(1);
});
