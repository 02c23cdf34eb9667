import type { RoomSummary } from '@confab/protocol';
import { expect, test } from 'vitest';
import { stillMayModerate, stillMayUse } from '../src/app/still-may.ts';

const room: RoomSummary = {
  id: 'r',
  slug: 'workshop',
  name: 'Workshop',
  topic: '',
  private: false,
  archived: false,
  kind: 'room',
  createdAt: 1,
  role: 'owner',
  favourite: false,
  muted: false,
  notify: 'all',
  head: 0,
  read: 0,
  unread: 0,
  mentions: 0,
};
const asMember: RoomSummary = { ...room, role: 'member' };
const user = { id: 'u', name: 'Ben', kind: 'person' } as const;

test('a dialog about a room is over once the role or the room is gone', () => {
  expect(stillMayUse('edit-room', room, 'member')).toBe(true);
  expect(stillMayUse('edit-room', asMember, 'member')).toBe(false);
  expect(stillMayUse('edit-room', asMember, 'admin')).toBe(true);
  expect(stillMayUse('leave-room', asMember, 'member')).toBe(true);
  expect(stillMayUse('leave-room', undefined, 'owner')).toBe(false);
  expect(stillMayUse('browse', undefined, 'guest')).toBe(true);
});

test('what is open of moderation ends with the role that it needs', () => {
  const overview = { kind: 'overview', room } as const;
  const everywhere = { kind: 'overview', room: undefined } as const;
  const mute = { kind: 'sanction', sanction: 'mute', user, room } as const;
  const ban = { kind: 'sanction', sanction: 'ban', user, room: undefined } as const;
  const moderator = { role: 'member', rooms: [{ ...room, role: 'moderator' }] } as const;
  for (const open of [overview, everywhere, mute]) {
    expect(stillMayModerate(open, moderator)).toBe(true);
    expect(stillMayModerate(open, { role: 'member', rooms: [asMember] })).toBe(false);
    expect(stillMayModerate(open, { role: 'member', rooms: [] })).toBe(false);
  }
  expect(stillMayModerate(ban, moderator)).toBe(false);
  expect(stillMayModerate(ban, { role: 'admin', rooms: [] })).toBe(true);
});
