import type { JoinedMessage } from '@confab/protocol';
import { describe, expect, test } from 'vitest';
import type { StoredMessage } from '../../src/log/batch-state.ts';
import type { LogReader } from '../../src/log/read.ts';
import { Tail } from '../../src/log/tail.ts';
import { joinRoom } from '../../src/rooms/join.ts';
import { NewestPage } from '../../src/rooms/newest-page.ts';
import { Room } from '../../src/rooms/room.ts';
import { ADA, aChange, aRoomInfo } from '../support/samples.ts';
import { aPerson, encodeAsJson, FakeSubscriber } from '../support/subscriber.ts';

// G4: Joining subscribes first and replays second, so nothing falls between. What can happen while the log is being
// read depends on the disk, so here the log answers when the test says so.

function stored(seq: number, rev: number): StoredMessage {
  return {
    ...{ id: `m${seq}`, room: 'r', seq, rev, author: ADA, body: `body ${rev}`, fingerprint: '', at: 0 },
    ...{ editedAt: undefined, deleted: false, deletedBy: undefined },
    ...{ replyTo: undefined, thread: undefined, toRoom: false, reactions: [], attachments: [] },
    ...{ threadState: undefined, pinned: undefined },
  };
}

/** A room at rev 3 whose tail knows nothing, and a join with since 0 whose reading of the log waits. */
function stage() {
  const answers: ((messages: StoredMessage[]) => void)[] = [];
  const reader = { changedAfter: () => new Promise((resolve) => answers.push(resolve)) } as unknown as LogReader;
  const ports = { page: new NewestPage(async () => []), encode: encodeAsJson, readAfter: async () => [] };
  const room = new Room(aRoomInfo(), 3, 3, { ...ports, tail: new Tail(3, 'm3') });
  const subscriber = new FakeSubscriber(aPerson(ADA, 'r'));
  const joining = joinRoom(subscriber, room, { id: 'j', since: 0 }, { reader, life: 'l', maxMessages: 100 }, (parts) =>
    encodeAsJson(parts.join('')),
  );
  const take = (rev: number, seq = rev) => room.take(aChange({ rev, seq }), () => undefined);
  /** Ends the oldest reading that waits. */
  const answer = async (...messages: StoredMessage[]) => {
    await turn();
    answers.shift()?.(messages);
    await turn();
  };
  const joined = () => subscriber.received[0] as JoinedMessage;
  return { room, subscriber, joining, take, answer, joined };
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const revs = (frame: JoinedMessage) => frame.messages.map(({ seq, rev }) => [seq, rev]);

describe('a change that comes while the log is being read', () => {
  test('is in the replay, and a message that it changed again is there once, in its latest state', async () => {
    const { joining, take, answer, joined } = stage();
    take(4, 2);
    take(5);
    await answer(stored(1, 1), stored(2, 2), stored(3, 3));
    expect(await joining).toBe(true);
    expect(joined()).toMatchObject({ rev: 5, complete: true });
    expect(revs(joined())).toEqual([
      [1, 1],
      [3, 3],
      [2, 4],
      [5, 5],
    ]);
  });

  test('makes it read again where the tail has forgotten it meanwhile', async () => {
    const { room, joining, take, answer, joined } = stage();
    take(4);
    room.tail.clear();
    await answer(stored(1, 1), stored(2, 2), stored(3, 3));
    await answer(stored(1, 1), stored(2, 2), stored(3, 3), stored(4, 4));
    expect(await joining).toBe(true);
    expect(revs(joined()).map(([, rev]) => rev)).toEqual([1, 2, 3, 4]);
  });

  test('that the log knows before the room does is waited for, not pushed twice', async () => {
    const { subscriber, joining, take, answer, joined } = stage();
    await answer(stored(1, 1), stored(2, 2), stored(3, 3), stored(4, 4));
    expect(subscriber.received).toEqual([]);
    take(4);
    await joining;
    take(5);
    expect(joined().rev).toBe(4);
    expect(subscriber.received.slice(1)).toMatchObject([{ type: 'message', rev: 5 }]);
  });
});
