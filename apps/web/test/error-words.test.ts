import { ClientError } from '@confab/client';
import { expect, it } from 'vitest';
import { errorWords } from '../src/store/error-words.ts';

it('blames the room for a wait only where it is the room that asks for it', () => {
  const slow = new ClientError('rate_limited', 'slow mode', 2_500, { room: 'r' });
  expect(errorWords(slow)).toBe('You’re writing faster than this room allows. Again in 3 s.');
  const busy = new ClientError('rate_limited', 'too many uploads', 1_000);
  expect(errorWords(busy)).toBe('That was a lot at once. Again in 1 s.');
  expect(errorWords(new ClientError('rate_limited', 'too many requests'))).toBe('That was a lot at once.');
});
