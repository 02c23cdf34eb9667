import { ClientError } from '@confab/client';
import type { Message } from '@confab/protocol';
import { expect, test, vi } from 'vitest';
import { toggleReaction } from '../src/features/timeline/message-actions.ts';
import type { TimelineContextValue } from '../src/features/timeline/timeline-context.ts';
import { useNotices } from '../src/store/notices.ts';

/** Presses 👍 under a message of rev 7. @param answers the rev that each `react` is acknowledged with */
async function press(users: string[], count: number, ...answers: number[]) {
  const react = vi.fn();
  for (const rev of answers) react.mockResolvedValueOnce(rev);
  const message = { id: 'm1', rev: 7, reactions: [{ emoji: '👍', count, users }] } as unknown as Message;
  toggleReaction(message, '👍', { me: { id: 'me' }, room: { react } } as unknown as TimelineContextValue);
  await vi.waitFor(() => expect(react).toHaveBeenCalledTimes(answers.length));
  return react.mock.calls.map(([, , on]) => on);
}
const others = Array.from({ length: 20 }, (_, i) => `u${i}`);

test('a reaction is added, or taken back', async () => {
  expect(await press(['u0'], 1, 8)).toEqual([true]);
  expect(await press(['u0', 'me'], 2, 8)).toEqual([false]);
});

test('one’s own is taken back also where it is not among the first, which are all that are told', async () => {
  // What changes nothing is acknowledged with the rev that the message has (C6).
  expect(await press(others, 25, 7, 8)).toEqual([true, false]);
  expect(await press(others, 25, 8)).toEqual([true]);
});

test('one more than a message takes is told as that', async () => {
  const react = vi
    .fn()
    .mockRejectedValue(new ClientError('too_large', 'a message has room for 50 different reactions'));
  const message = { id: 'm1', rev: 7 } as Message;
  toggleReaction(message, '👍', { me: { id: 'me' }, room: { react } } as unknown as TimelineContextValue);
  await vi.waitFor(() =>
    expect(useNotices.getState().notices.at(-1)?.text).toBe('There are as many reactions as a message takes.'),
  );
});
