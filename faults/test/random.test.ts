import { expect, test } from 'vitest';
import { createRandom } from '../src/random.ts';

const draw = (seed: number) => {
  const random = createRandom(seed);
  return Array.from({ length: 20 }, () => random.below(1_000));
};

test('a seed repeats its numbers, another one has others', () => {
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
});

test('a fork leaves the numbers of its origin alone', () => {
  const [one, other] = [createRandom(7), createRandom(7)];
  one.fork();
  const fork = other.fork();
  fork.next();
  expect(one.next()).toBe(other.next());
});
