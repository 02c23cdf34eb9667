import { describe, expect, it } from 'vitest';
import { invitePath, messagePath, parsePath, roomPath, threadPath } from '../src/app/routes.ts';

describe('addresses', () => {
  it('lead to a room and back', () => {
    for (const slug of ['general', 'ops-2', 'ça va']) {
      expect(parsePath(roomPath(slug))).toEqual({ name: 'room', slug });
    }
  });

  it('lead to where an invite leads', () => {
    expect(parsePath(invitePath('aB3-_x', 'room'))).toEqual({ name: 'invite', code: 'aB3-_x' });
    expect(parsePath('/i/a%2Fb')).toEqual({ name: 'home' });
  });

  it('lead to a message and back', () => {
    expect(parsePath(messagePath('ça va', 'a-1'))).toEqual({ name: 'room', slug: 'ça va', message: 'a-1' });
  });

  it('lead to a thread and back', () => {
    expect(parsePath(threadPath('ça va', 'a-1'))).toEqual({ name: 'room', slug: 'ça va', thread: 'a-1' });
  });

  it.each(['/', '/r/a/m/', '/r/', '/r/a/b', '/r/a/x/b', '/x', ''])('lead home from %j', (path) =>
    expect(parsePath(path)).toEqual({ name: 'home' }),
  );

  it('survive a broken escape', () => expect(parsePath('/r/%E0%A4%A')).toEqual({ name: 'room', slug: '%E0%A4%A' }));
});
