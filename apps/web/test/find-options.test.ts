import type { RoomSummary } from '@confab/protocol';
import { describe, expect, it } from 'vitest';
import { findOptions, matchRooms } from '../src/features/quick-switcher/find-options.ts';
import { withFilter, withoutOpenFilter } from '../src/features/quick-switcher/search-filters.ts';

const room = (name: string, unread = 0, mentions = 0) =>
  ({ id: name, slug: name, name, unread, mentions }) as RoomSummary;
const rooms = [room('design review'), room('engine', 1), room('general', 5, 1)];

describe('finding', () => {
  it('offers rooms with news first while nothing is asked for', () => {
    expect(matchRooms(rooms, '').map(({ name }) => name)).toEqual(['general', 'engine', 'design review']);
  });

  it('offers rooms that begin with the query before those that hold it', () => {
    expect(matchRooms(rooms, 'EN').map(({ name }) => name)).toEqual(['engine', 'general']);
  });

  it('can always browse, and make a room of what was typed', () => {
    expect(findOptions('', [], []).map(({ kind }) => kind)).toEqual(['browse']);
    expect(findOptions('new', [], []).map(({ kind }) => kind)).toEqual(['create', 'browse']);
  });

  it('makes no room of a query with filters, and offers more messages where there are more', () => {
    expect(findOptions('from:ada', [], [], true).map(({ kind }) => kind)).toEqual(['more', 'browse']);
    expect(findOptions('"in a row"', [], []).map(({ kind }) => kind)).toEqual(['browse']);
  });

  it('adds a filter to what is typed', () => {
    expect(withFilter('', 'from:')).toBe('from:');
    expect(withFilter('tea ', 'from:')).toBe('tea from:');
    expect(withFilter('tea', 'has:link')).toBe('tea has:link ');
  });
});

describe('a filter that waits for its value', () => {
  it('is not asked for yet, and says how to go on', () => {
    expect(withoutOpenFilter('from:')).toEqual({ asked: '', example: 'from:ada' });
    expect(withoutOpenFilter('tea  Before:')).toEqual({ asked: 'tea', example: 'before:2026-01-31' });
    for (const asked of ['from:ada', 'tea', 'has:link', 'into:', ''])
      expect(withoutOpenFilter(asked)).toEqual({ asked, example: undefined });
  });
});
