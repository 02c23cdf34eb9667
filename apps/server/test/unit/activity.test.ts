import type { ActivityPush } from '@confab/protocol';
import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/log/operation.ts';
import { Tail } from '../../src/log/tail.ts';
import { Activity } from '../../src/rooms/activity.ts';
import { NewestPage } from '../../src/rooms/newest-page.ts';
import { Room } from '../../src/rooms/room.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { ADA, aChange, aRoomInfo, BO } from '../support/samples.ts';
import { aPerson, encodeAsJson, FakeSubscriber } from '../support/subscriber.ts';

/** Bo is a member of "r" and online, but has not joined it; Ada writes. */
function stage() {
  const clock = new ManualClock();
  const activity = new Activity({ clock, encode: encodeAsJson });
  const room = new Room(aRoomInfo(), 0, 0, {
    tail: new Tail(0, undefined),
    page: new NewestPage(async () => []),
    encode: encodeAsJson,
    readAfter: async () => [],
  });
  const bo = aPerson(BO, 'r');
  const connection = new FakeSubscriber(bo);
  bo.connections.add(connection);
  room.present.add(bo);
  const commit = (change: Partial<Change> & { rev: number }) => {
    room.take(aChange({ author: ADA.id, ...change }), (applied) => activity.committed(room, applied));
  };
  const told = () => connection.take() as ActivityPush[];
  return { clock, room, bo, connection, commit, told };
}

describe('activity: at most one a second a room, at once for a mention', () => {
  test('the first message is told at once, with its preview', () => {
    const { commit, told } = stage();
    commit({ rev: 1 });
    expect(told()).toEqual([
      {
        type: 'activity',
        room: 'r',
        seq: 1,
        unread: 1,
        mentions: 0,
        preview: { author: 'Ada', body: 'body 1' },
      },
    ]);
  });

  test('what follows within the second is told once at its end, newest last', () => {
    const { clock, commit, told } = stage();
    for (let rev = 1; rev <= 5; rev += 1) commit({ rev });
    expect(told()).toHaveLength(1);
    clock.advance(999);
    expect(told()).toEqual([]);
    clock.advance(1);
    expect(told()).toMatchObject([{ seq: 5, unread: 5, preview: { body: 'body 5' } }]);
  });

  test('what was deleted within the second is not shown at its end', () => {
    const { clock, commit, told } = stage();
    commit({ rev: 1 });
    commit({ rev: 2 });
    told();
    const deleted = { author: ADA, body: '', deleted: true };
    commit({ rev: 3, seq: 2, isNew: false, mentions: [], json: JSON.stringify(deleted) });
    clock.advance(1_000);
    const [push] = told();
    expect(push).toMatchObject({ seq: 2, unread: 2 });
    expect(push?.preview).toBeUndefined();
  });

  test('without news nothing follows, and the next message is told at once again', () => {
    const { clock, commit, told } = stage();
    commit({ rev: 1 });
    told();
    clock.advance(5_000);
    expect(told()).toEqual([]);
    commit({ rev: 2 });
    expect(told()).toHaveLength(1);
  });

  test('a mention is told at once, even within the second', () => {
    const { commit, told } = stage();
    commit({ rev: 1 });
    told();
    commit({ rev: 2, mentions: ['bo'] });
    expect(told()).toMatchObject([{ seq: 2, unread: 2, mentions: 1 }]);
  });

  test('a mention is told once: not again as a message, nor when the second is over', () => {
    const { clock, commit, told } = stage();
    commit({ rev: 1, mentions: ['bo'] });
    expect(told()).toHaveLength(1);
    commit({ rev: 2, mentions: ['bo'] });
    expect(told()).toHaveLength(1);
    clock.advance(1_000);
    expect(told()).toEqual([]);
  });

  test('what follows a mention within the second is told at its end', () => {
    const { clock, commit, told } = stage();
    commit({ rev: 1, mentions: ['bo'] });
    commit({ rev: 2, mentions: ['bo'] });
    told();
    commit({ rev: 3 });
    clock.advance(1_000);
    expect(told()).toMatchObject([{ seq: 3, unread: 3, mentions: 2 }]);
  });

  test('a mention in a direct room is told once, too', () => {
    const { commit, room, told } = stage();
    room.info = aRoomInfo({ kind: 'direct', private: true });
    commit({ rev: 1, mentions: ['bo'] });
    expect(told()).toHaveLength(1);
  });

  test('an edit that keeps a mention is no news', () => {
    const { commit, told } = stage();
    commit({ rev: 1, mentions: ['bo'] });
    told();
    commit({ rev: 2, seq: 1, isNew: false, mentions: ['bo'] });
    expect(told()).toEqual([]);
  });

  test('a mention that is taken back, or comes with an edit, is told to all connections: none of them can know', () => {
    const { room, connection, commit, told } = stage();
    room.subscribers.add(connection);
    commit({ rev: 1, mentions: ['bo'] });
    told();
    commit({ rev: 2, seq: 1, isNew: false, mentions: [] });
    expect(told()).toMatchObject([{ type: 'message' }, { type: 'activity', seq: 1, unread: 1, mentions: 0 }]);
    commit({ rev: 3, seq: 1, isNew: false, mentions: [] });
    expect(told()).toMatchObject([{ type: 'message' }]);
    commit({ rev: 4, seq: 1, isNew: false, mentions: ['bo'] });
    expect(told()).toMatchObject([{ type: 'message' }, { type: 'activity', mentions: 1 }]);
  });

  test('a connection that has joined the room hears nothing, another tab of the person does', () => {
    const { room, bo, connection, commit, told } = stage();
    const tab = new FakeSubscriber(bo);
    bo.connections.add(tab);
    room.subscribers.add(connection);
    commit({ rev: 1 });
    expect(told().map((frame) => frame.type)).toEqual(['message']);
    expect(tab.take().map((frame) => frame.type)).toEqual(['activity']);
  });

  test('edits, deletions and reactions are no news', () => {
    const { commit, told } = stage();
    commit({ rev: 1 });
    told();
    commit({ rev: 2, seq: 1, isNew: false });
    expect(told()).toEqual([]);
  });

  test('whoever is no member any more hears nothing', () => {
    const { clock, bo, commit, told } = stage();
    commit({ rev: 1 });
    commit({ rev: 2 });
    told();
    bo.memberships.delete('r');
    clock.advance(1_000);
    expect(told()).toEqual([]);
  });

  test('a long body is cut in the preview', () => {
    const { commit, told } = stage();
    const message = { author: ADA, body: 'x'.repeat(500) };
    commit({ rev: 1, json: JSON.stringify(message) });
    expect(told()[0]?.preview?.body).toHaveLength(121);
  });

  test('a preview is not cut within a character', () => {
    const { commit, told } = stage();
    const message = { author: ADA, body: `${'x'.repeat(119)}😀😀` };
    commit({ rev: 1, json: JSON.stringify(message) });
    expect(told()[0]?.preview?.body).toBe(`${'x'.repeat(119)}…`);
  });
});

describe('mentions', () => {
  test('one that an edit or a deletion takes back is not counted any more', () => {
    const { bo, commit } = stage();
    commit({ rev: 1, mentions: ['bo'] });
    commit({ rev: 2, mentions: ['bo'] });
    commit({ rev: 3, seq: 1, isNew: false, mentions: [] });
    expect(bo.memberships.get('r')?.mentions).toEqual([2]);
  });

  test('a reaction leaves them alone', () => {
    const { bo, commit } = stage();
    commit({ rev: 1, mentions: ['bo'] });
    commit({ rev: 2, seq: 1, isNew: false });
    expect(bo.memberships.get('r')?.mentions).toEqual([1]);
  });

  test('an edit that keeps one counts it once', () => {
    const { bo, commit } = stage();
    commit({ rev: 1, mentions: ['bo'] });
    commit({ rev: 2, seq: 1, isNew: false, mentions: ['bo'] });
    expect(bo.memberships.get('r')?.mentions).toEqual([1]);
  });

  test('one that was read from the disk before it is told here counts once', () => {
    const { bo, commit, told } = stage();
    bo.memberships.get('r')?.mentions.push(1);
    commit({ rev: 1, mentions: ['bo'] });
    expect(told()[0]).toMatchObject({ mentions: 1 });
  });

  test('an edit that adds one keeps them ascending, so that reading further up takes the right ones', () => {
    const { bo, commit } = stage();
    commit({ rev: 1 });
    commit({ rev: 2, mentions: ['bo'] });
    commit({ rev: 3, seq: 1, isNew: false, mentions: ['bo'] });
    expect([...(bo.memberships.get('r')?.mentions ?? [])].sort()).toEqual([1, 2]);
  });

  test('of oneself, or in what is read already, do not count', () => {
    const { bo, commit } = stage();
    commit({ rev: 1, mentions: ['bo'], author: 'bo' });
    const membership = bo.memberships.get('r');
    if (membership) membership.readSeq = 1;
    commit({ rev: 2, seq: 1, isNew: false, mentions: ['bo'] });
    expect(membership?.mentions).toEqual([]);
  });
});
