import type { Message } from '@confab/protocol';
import { expect, test } from 'vitest';
import { actionsFor } from '../src/features/timeline/message-actions.ts';
import type { TimelineContextValue } from '../src/features/timeline/timeline-context.ts';

/** What is offered for a message of somebody's. */
function offered(author: string, about: Partial<TimelineContextValue>): string[] {
  const message = { id: 'm1', body: 'Hello', author: { id: author } } as Message;
  const timeline = { me: { id: 'me' }, openThread: () => undefined, mayDelete: () => true, ...about };
  return actionsFor(message, timeline as unknown as TimelineContextValue).map(({ label }) => label);
}

test('where one may write, a message can be answered, and one’s own edited', () => {
  expect(offered('me', { writable: true })).toEqual([
    'Reply',
    'Reply in thread',
    'Copy text',
    'Copy link',
    'Edit',
    'Delete',
  ]);
  expect(offered('ben', { writable: true })).toContain('Report…');
});

test('where one may only read, nothing is offered that the server would refuse', () => {
  expect(offered('me', { writable: false })).toEqual(['Copy text', 'Copy link', 'Delete']);
  expect(offered('ben', { writable: false, mayDelete: () => false })).toEqual(['Copy text', 'Copy link', 'Report…']);
});
