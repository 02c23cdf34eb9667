import type { Client } from '@confab/client';
import type { ActivityPush, RoomSummary } from '@confab/protocol';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startNotifier } from '../src/features/notifications/notifier.ts';

/** What the browser shows. */
const shown = new Set<string>();

class FakeNotification {
  onclick: (() => void) | undefined;

  constructor(readonly title: string) {
    shown.add(title);
  }

  close(): void {
    shown.delete(this.title);
  }
}

const ROOM = { id: 'room-1', slug: 'garden', name: 'Garden', kind: 'room', muted: false, notify: 'all' } as const;
const NEWS: ActivityPush = {
  type: 'activity',
  room: ROOM.id,
  seq: 2,
  unread: 1,
  mentions: 0,
  preview: { author: 'Bo', body: 'The roses are out' },
};

/** A reader of one room, who has read all. `push` says that there is news. */
function reader() {
  const listeners = new Map<string, (told: never) => void>();
  const room = { ...ROOM, head: 1, read: 1, unread: 0, mentions: 0 } as RoomSummary;
  const client = {
    user: { id: 'user-1', name: 'Ada', kind: 'guest' },
    rooms: [room],
    on(event: string, listener: (told: never) => void) {
      listeners.set(event, listener);
      return () => listeners.delete(event);
    },
  };
  const push = () => listeners.get('push')?.(NEWS as never);
  return { client: client as unknown as Client, push };
}

beforeEach(() => {
  shown.clear();
  vi.stubGlobal('Notification', FakeNotification);
  vi.stubGlobal('navigator', {
    locks: {
      request: async (_name: string, _options: unknown, held: () => unknown) => held(),
      query: async () => ({ held: [] }),
    },
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

it('takes away what it has shown when it ends: somebody else may sit there next', async () => {
  const { client, push } = reader();
  const end = startNotifier(client, () => undefined);
  push();
  await vi.waitFor(() => expect([...shown]).toEqual(['Garden']));
  end();
  expect([...shown]).toEqual([]);
});

it('shows nothing any more that it was about to show when it ended', async () => {
  const { client, push } = reader();
  let answer: (locks: { held: [] }) => void = () => undefined;
  const asked = new Promise<{ held: [] }>((resolve) => {
    answer = resolve;
  });
  vi.spyOn(navigator.locks, 'query').mockReturnValue(asked);
  const end = startNotifier(client, () => undefined);
  push();
  end();
  answer({ held: [] });
  await new Promise(setImmediate);
  expect([...shown]).toEqual([]);
});
