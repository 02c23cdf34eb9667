import type { Message } from '@confab/protocol';
import { describe, expect, test } from 'vitest';
import { checkRecord } from '../src/check/check-record.ts';
import type { ViolationName } from '../src/check/violation.ts';
import type { RecordedEvent } from '../src/record.ts';
import { arrives, joins, message, ROOM, received, type SampleRecord, sampleRecord } from './sample-record.ts';

test('a record in which all is well has no violation', () => {
  expect(checkRecord(sampleRecord())).toEqual([]);
});

/** Each bug, planted in a record in which all is well, is named. */
const BUGS: { bug: string; named: ViolationName; plant: (record: SampleRecord) => void }[] = [
  {
    bug: 'an acknowledged message is not in the database',
    named: 'acked but lost',
    plant: ({ stored }) => stored.get(ROOM)?.pop(),
  },
  {
    bug: 'the SDK forgets a message that nobody acknowledged',
    named: 'written but lost',
    plant: ({ events }) => events.push({ kind: 'written', person: 'ada', room: ROOM, body: 'ada 4' }),
  },
  {
    bug: 'an acknowledged edit is not in the database',
    named: 'ack that lied',
    plant: (record) => storedAs(record, 0, { body: 'ada 1' }),
  },
  {
    bug: 'an acknowledged deletion is not in the database',
    named: 'ack that lied',
    plant: (record) => storedAs(record, 2, { body: 'ada 3', deleted: undefined }),
  },
  {
    bug: 'an acknowledged reaction is not in the database',
    named: 'ack that lied',
    plant: (record) => storedAs(record, 1, { reactions: undefined }),
  },
  {
    bug: 'a message that was sent again is stored under two ids',
    named: 'stored twice',
    plant({ events, stored }) {
      events.push({
        kind: 'sent',
        connection: 1,
        frame: { type: 'message', id: 'm1-again', room: ROOM, body: 'ada 1' },
      });
      stored.get(ROOM)?.push(message(4, { id: 'm1-again', rev: 7, body: 'ada 1' }));
    },
  },
  {
    bug: 'the database holds an id twice',
    named: 'stored twice',
    plant: ({ stored }) => stored.get(ROOM)?.push(message(4, { id: 'm1', rev: 7, body: 'ada 1' })),
  },
  {
    bug: 'a timeline shows a message twice',
    named: 'shown twice',
    plant: ({ timelines }) => timelines[0]?.sent.push(message(4, { id: 'm1' })),
  },
  {
    bug: 'a timeline shows a message as sent and as pending',
    named: 'shown twice',
    plant({ timelines }) {
      timelines.push({
        person: 'ada',
        room: ROOM,
        sent: [message(1)],
        unsent: [{ id: 'm1', status: 'pending', why: '' }],
        rev: 1,
        head: 1,
        atRest: false,
      });
    },
  },
  {
    bug: 'a timeline has rows out of order',
    named: 'out of order',
    plant: ({ timelines }) => timelines[0]?.sent.reverse(),
  },
  {
    bug: 'pushes come out of order',
    named: 'out of order',
    plant: ({ events }) => swap(events, ...indexesOfPushes(events, 1).slice(0, 2)),
  },
  {
    bug: 'a push comes twice',
    named: 'out of order',
    plant({ events }) {
      const at = indexesOfPushes(events, 1)[0] ?? 0;
      events.splice(at, 0, events[at] as RecordedEvent);
    },
  },
  {
    bug: "one writer's messages are stored out of order",
    named: 'out of order',
    plant({ events }) {
      const isWritten = ({ kind }: RecordedEvent) => kind === 'written';
      const last = events.findLastIndex(isWritten);
      const [written] = events.splice(last, 1);
      events.splice(events.findIndex(isWritten), 0, written as RecordedEvent);
    },
  },
  {
    bug: 'the database has a hole in seq',
    named: 'out of order',
    plant: (record) => storedAs(record, 2, { seq: 4 }),
  },
  {
    bug: 'two clients see two messages in one place',
    named: 'different order',
    plant({ events }) {
      const [one = 0, other = 0] = indexesOfPushes(events, 2);
      events[one] = received(2, { type: 'message', ...message(1, { id: 'm2', body: 'ada 2' }) });
      events[other] = received(2, { type: 'message', ...message(2, { id: 'm1', body: 'ada 1' }) });
    },
  },
  {
    bug: 'two clients see one change differently',
    named: 'different order',
    plant({ events }) {
      const at = indexesOfPushes(events, 3)[0] ?? 0;
      events[at] = received(3, { type: 'message', ...message(2, { rev: 5 }) });
    },
  },
  {
    bug: 'a push is left out after a resume',
    named: 'gap after resume',
    plant: ({ events }) => events.splice(indexesOfPushes(events, 3)[0] ?? 0, 1),
  },
  {
    bug: 'a replay leaves out a change',
    named: 'gap after resume',
    plant: (record) => replayed(record, (messages) => messages.shift()),
  },
  {
    bug: 'a replay brings a message in an older state',
    named: 'gap after resume',
    plant: (record) => replayed(record, (messages) => messages.splice(1, 1)),
  },
  {
    bug: 'a replay is out of order',
    named: 'out of order',
    plant: (record) => replayed(record, (messages) => messages.reverse()),
  },
  {
    bug: 'a cursor of another life is taken for good',
    named: 'gap after resume',
    plant({ events }) {
      events.push(...arrives(4, 'ben', 'life-2'), ...joins(4, 6, { rev: 6, messages: [] }));
    },
  },
  {
    bug: 'somebody sees a message that nobody wrote',
    named: 'phantom',
    plant: ({ events }) => events.push(received(1, { type: 'message', ...message(4, { rev: 7, id: 'ghost' }) })),
  },
  {
    bug: 'a message says what nobody wrote',
    named: 'phantom',
    plant: (record) => storedAs(record, 1, { body: 'something else' }),
  },
  {
    bug: 'clients saw a change that is not in the database',
    named: 'phantom',
    plant: (record) => storedAs(record, 2, { rev: 3 }),
  },
  {
    bug: 'a message turns up in another room',
    named: 'wrong room',
    plant: ({ events }) => events.push(received(1, { type: 'message', ...message(1, { room: 'room-2' }) })),
  },
  {
    bug: 'a connection hears of a room that it did not join',
    named: 'wrong room',
    plant: ({ events }) => events.push(...arrives(4, 'ben'), received(4, { type: 'message', ...message(1) })),
  },
  {
    bug: 'a timeline is not what the server has',
    named: 'not converged',
    plant: ({ timelines }) => timelines[1]?.sent.splice(0, 1, message(1)),
  },
  {
    bug: 'a timeline ends too early',
    named: 'not converged',
    plant({ timelines }) {
      const [shown] = timelines;
      if (shown) timelines[0] = { ...shown, sent: shown.sent.slice(0, 2), head: 2 };
    },
  },
  {
    bug: 'a message waits for ever',
    named: 'not converged',
    plant({ timelines }) {
      const [shown] = timelines;
      if (shown) timelines[0] = { ...shown, unsent: [{ id: 'm4', status: 'pending', why: 'no answer' }] };
    },
  },
  {
    bug: 'a request is refused without a reason',
    named: 'wrong refusal',
    plant: (record) => refused(record, { code: 'internal' }),
  },
  {
    bug: 'unavailable does not say when to try again',
    named: 'wrong refusal',
    plant: (record) => refused(record, { code: 'unavailable' }),
  },
];

describe('planted bugs', () => {
  test.each(BUGS)('$bug: $named', ({ named, plant }) => {
    const record = sampleRecord();
    plant(record);
    expect(checkRecord(record).map(({ name }) => name)).toContain(named);
  });
});

describe('what looks like a bug and is none', () => {
  test('a last line that is cut before its hello does not say who somebody is', () => {
    const record = sampleRecord();
    for (const person of ['ada', 'ben']) record.events.push({ kind: 'opened', connection: 90, person });
    expect(checkRecord(record)).toEqual([]);
  });

  test('a backup takes back what was acknowledged after it', () => {
    const record = sampleRecord();
    const first = record.events.findIndex(({ kind }) => kind === 'written');
    record.events.splice(first, 0, { kind: 'backup' });
    record.events.push({ kind: 'restored' }, ...arrives(4, 'ben', 'life-2'));
    record.stored.set(ROOM, []);
    record.timelines = [];
    expect(checkRecord(record)).toEqual([]);
  });

  test('of two edits that cross each other, either may be the last', () => {
    const record = sampleRecord();
    const acked = record.events.findIndex((event) => event.kind === 'received' && isAckOf(event.frame, 'e1'));
    record.events.splice(acked, 0, {
      kind: 'sent',
      connection: 1,
      frame: { type: 'edit', id: 'e2', room: ROOM, message: 'm1', body: 'ada edit 2' },
    });
    const winner = message(1, { rev: 7, body: 'ada edit 2', editedAt: 2_001 });
    record.stored.get(ROOM)?.splice(0, 1, winner);
    record.timelines = [];
    expect(checkRecord(record)).toEqual([]);
  });

  test('unavailable with a hint', () => {
    const record = sampleRecord();
    refused(record, { code: 'unavailable', retryAfterMs: 1_000 });
    expect(checkRecord(record)).toEqual([]);
  });
});

function isAckOf(frame: { type: string; id?: unknown }, id: string): boolean {
  return frame.type === 'ack' && frame.id === id;
}

/** Changes what the database holds in place `index`; `undefined` takes a field away. */
function storedAs({ stored }: SampleRecord, index: number, changes: { [K in keyof Message]?: Message[K] | undefined }) {
  const messages = stored.get(ROOM);
  if (messages) messages[index] = { ...messages[index], ...changes } as Message;
}

/** Changes what Ben's resume brought. */
function replayed({ events }: SampleRecord, change: (messages: Message[]) => void): void {
  for (const event of events) {
    if (event.kind === 'received' && event.connection === 3 && event.frame.type === 'joined') {
      change(event.frame.messages);
    }
  }
}

function refused({ events }: SampleRecord, error: { code: 'internal' | 'unavailable'; retryAfterMs?: number }): void {
  events.push(
    { kind: 'sent', connection: 1, frame: { type: 'edit', id: 'e9', room: ROOM, message: 'm1', body: 'ada edit 9' } },
    received(1, { type: 'error', id: 'e9', message: 'no', ...error }),
  );
}

function indexesOfPushes(events: readonly RecordedEvent[], connection: number): number[] {
  return events.flatMap((event, at) =>
    event.kind === 'received' && event.connection === connection && event.frame.type === 'message' ? [at] : [],
  );
}

function swap(events: RecordedEvent[], one = 0, other = 0): void {
  [events[one], events[other]] = [events[other] as RecordedEvent, events[one] as RecordedEvent];
}
