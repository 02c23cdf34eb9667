import { expect, test } from 'vitest';
import { restAfter } from '../../src/log/search/rest.ts';

test('the index leaves most of a core to others in a flood, but not for ever', () => {
  expect(restAfter(50, true, 0)).toBe(350);
  expect(restAfter(50, true, 60_000)).toBe(50);
});

test('a slow disk does not keep a message from being found', () => {
  expect(restAfter(2_000, true, 0)).toBe(500);
});

test('what is old is read half of the time', () => {
  expect(restAfter(50, false, 0)).toBe(50);
});
