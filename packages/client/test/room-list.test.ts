import { describe, expect, it } from 'vitest';
import { createRoomList } from '../src/room-list.ts';
import { ANN, GENERAL, summary } from './samples.ts';

const MINE = { role: 'member', favourite: false, muted: false, notify: 'all' } as const;

function listOf(...rooms: Parameters<ReturnType<typeof createRoomList>['reset']>[1]) {
  const list = createRoomList(() => undefined);
  list.reset(ANN, rooms);
  return list;
}

describe('the list of rooms', () => {
  it('takes in a room that somebody let the user into', () => {
    const list = listOf();
    list.handlers.room?.({ type: 'room', room: GENERAL, mine: { ...MINE, head: 7, read: 7, unread: 0, mentions: 0 } });
    expect(list.rooms).toMatchObject([{ id: GENERAL.id, head: 7, unread: 0, role: 'member' }]);
  });

  it('is ordered by name, with numbers as one counts', () => {
    const named = (name: string) => summary({ id: name, slug: name, name });
    const list = listOf(named('Team 10'), named('general'), named('Team 9'));
    expect(list.rooms.map(({ name }) => name)).toEqual(['general', 'Team 9', 'Team 10']);
  });

  it('leaves out a room that one could join', () => {
    const list = listOf();
    list.handlers.room?.({ type: 'room', room: GENERAL });
    expect(list.rooms).toEqual([]);
  });

  it('takes on preferences, and keeps what was read here and is not known there yet', () => {
    const list = listOf(summary({ head: 5, read: 3, unread: 2 }));
    list.read(GENERAL.id, 5);
    const before = { ...MINE, muted: true, head: 5, read: 3, unread: 2, mentions: 0 };
    list.handlers.room?.({ type: 'room', room: GENERAL, mine: before });
    expect(list.rooms).toMatchObject([{ muted: true, read: 5, unread: 0 }]);
  });

  it('takes on the counts that the server tells, but where all was read here and it does not know yet', () => {
    const list = listOf(summary({ head: 5, read: 3, unread: 2, mentions: 1 }));
    const told = { type: 'activity', room: GENERAL.id, seq: 5, unread: 2, mentions: 0 } as const;
    list.handlers.activity?.(told);
    expect(list.rooms).toMatchObject([{ unread: 2, mentions: 0 }]);
    list.read(GENERAL.id, 5);
    list.handlers.activity?.(told);
    expect(list.rooms).toMatchObject([{ read: 5, unread: 0 }]);
  });

  it('shows who is there in a direct room', () => {
    const ben = { id: 'ben', name: 'Ben', kind: 'person' } as const;
    const list = listOf(summary({ kind: 'direct', people: [ANN, ben], present: [{ id: ANN.id, status: 'online' }] }));
    const difference = { type: 'presence', room: GENERAL.id, count: 2, left: [], changed: [] } as const;
    list.handlers.presence?.({ ...difference, left: [], changed: [], joined: [{ user: ben, status: 'dnd' }] });
    expect(list.find(GENERAL.id)?.present).toContainEqual({ id: 'ben', status: 'dnd' });
    list.handlers.presence?.({ ...difference, joined: [], changed: [], left: ['ben'] });
    expect(list.find(GENERAL.id)?.present).toEqual([{ id: ANN.id, status: 'online' }]);
  });

  it('calls the people of direct rooms as they are called now', () => {
    const ben = { id: 'ben', name: 'Ben', kind: 'person' } as const;
    const list = listOf(summary({ kind: 'direct', people: [ANN, ben] }));
    list.handlers.user?.({ type: 'user', user: { ...ben, name: 'Benedict' }, statusText: '' });
    expect(list.find(GENERAL.id)?.people).toContainEqual({ ...ben, name: 'Benedict' });
  });
});
