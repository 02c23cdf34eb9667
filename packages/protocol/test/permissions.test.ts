import { describe, expect, test } from 'vitest';
import {
  leastRole,
  outranks,
  outranksOnServer,
  permits,
  permitsOnServer,
  ROOM_ACTIONS,
  type RoomStanding,
  SERVER_ACTIONS,
} from '../src/permissions.ts';
import type { ServerRole } from '../src/user.ts';

const SERVER_ROLES: ServerRole[] = ['owner', 'admin', 'member', 'guest'];
const ROOM_ROLES: RoomStanding[] = ['outsider', 'member', 'moderator', 'owner'];

describe('the permission table', () => {
  test('an outsider can do nothing at all in a private or direct room, whatever they are on the server', () => {
    for (const action of ROOM_ACTIONS) {
      for (const sort of ['private', 'direct'] as const) {
        for (const server of SERVER_ROLES) expect(permits(action, { server, room: 'outsider', sort })).toBe(false);
      }
    }
  });

  test('more of a role never takes anything away', () => {
    for (const action of ROOM_ACTIONS) {
      for (const sort of ['public', 'private', 'direct'] as const) {
        for (const server of SERVER_ROLES) {
          const allowed = ROOM_ROLES.map((room) => permits(action, { server, room, sort }));
          expect(allowed).toEqual([...allowed].sort());
        }
        for (const room of ROOM_ROLES) {
          const allowed = (['guest', 'member', 'admin', 'owner'] as const).map((server) =>
            permits(action, { server, room, sort }),
          );
          expect(allowed).toEqual([...allowed].sort());
        }
      }
    }
  });

  test.each([
    ['rename', 'member', 'public', 'owner'],
    ['rename', 'admin', 'public', 'outsider'],
    ['rename', 'admin', 'private', 'owner'],
    ['deleteOthers', 'admin', 'private', 'member'],
    ['addMember', 'member', 'private', 'member'],
    ['addMember', 'guest', 'private', 'moderator'],
    ['addMember', 'owner', 'direct', 'nobody'],
    ['join', 'owner', 'private', 'nobody'],
  ] as const)('%s by a server %s in a %s room needs %s', (action, server, sort, least) => {
    expect(leastRole(action, server, sort)).toBe(least);
  });

  test('the owner of the server may do everything to it', () => {
    for (const action of SERVER_ACTIONS) expect(permitsOnServer(action, 'owner')).toBe(true);
  });

  test('guests neither find everybody nor invite to the server', () => {
    expect(permitsOnServer('findEverybody', 'guest')).toBe(false);
    expect(permitsOnServer('inviteToServer', 'member')).toBe(false);
    expect(permitsOnServer('inviteToServer', 'admin')).toBe(true);
  });
});

describe('outranks', () => {
  const member = { server: 'member', room: 'member', sort: 'public' } as const;
  const moderator = { ...member, room: 'moderator' } as const;
  const owner = { ...member, room: 'owner' } as const;
  const admin = { ...member, server: 'admin', room: 'outsider' } as const;

  test('a moderator acts against members, not against moderators or the owner', () => {
    expect([member, moderator, owner].map((target) => outranks(moderator, target))).toEqual([true, false, false]);
  });

  test('staff stand above the owner of a public room, and are out of a moderator’s reach', () => {
    expect(outranks(admin, owner)).toBe(true);
    expect(outranks(moderator, admin)).toBe(false);
    expect(outranks({ ...admin, server: 'owner' }, admin)).toBe(true);
  });

  test('in a private room its owner stands above staff who are members', () => {
    const sort = 'private';
    expect(outranks({ ...owner, sort }, { server: 'admin', room: 'member', sort })).toBe(true);
    expect(outranks({ server: 'admin', room: 'member', sort }, { ...member, sort })).toBe(true);
  });

  test('on the server its owner stands above admins, both above everybody else, and nobody above their like', () => {
    const above = SERVER_ROLES.map((actor) => SERVER_ROLES.filter((target) => outranksOnServer(actor, target)));
    expect(above).toEqual([['admin', 'member', 'guest'], ['member', 'guest'], [], []]);
  });
});
