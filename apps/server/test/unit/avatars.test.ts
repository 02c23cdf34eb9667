import { expect, test } from 'vitest';
import { Avatars } from '../../src/accounts/avatars.ts';

test('a new picture stays, also where the old one cannot be removed', async () => {
  const kept = new Set<string>();
  const account = { user: { id: 'ada', name: 'Ada', kind: 'person' as const }, role: 'member' as const };
  const avatars = new Avatars({
    profiles: { setAvatar: async () => ({ account, before: '/api/avatars/old' }) } as never,
    store: {
      add: async () => {
        kept.add('new');
        return 'new';
      },
      read: async () => undefined,
      remove: async (id) => {
        if (id === 'old') throw new Error('the disk failed');
        kept.delete(id);
      },
    },
    draw: async () => Buffer.from('picture'),
  });
  const session = { user: { ...account.user, avatar: '/api/avatars/old' } } as never;
  await expect(avatars.set(session, Buffer.from('x'))).rejects.toThrow('the disk failed');
  expect([...kept]).toEqual(['new']);
});
