import { expect, test } from 'vitest';
import { PersonLimits } from '../../src/gateway/rate-limit.ts';
import { ADA, BO } from '../support/samples.ts';
import { aPerson } from '../support/subscriber.ts';

const rate = { perSecond: 1, burst: 2 };
const limits = { frames: rate, messages: rate, reactions: rate, typing: rate, patience: rate };

test('to go and come back is no way around a limit', () => {
  const people = new PersonLimits(limits);
  const before = aPerson(ADA);
  expect([people.take(before, 'message', 0), people.take(before, 'edit', 0)]).toEqual([0, 0]);
  expect(people.take(aPerson(ADA), 'message', 0)).toBe(1_000);
  expect(people.take(aPerson(BO), 'message', 0)).toBe(0);
});

test('however many come and go, those who are held to a limit still are', () => {
  const people = new PersonLimits(limits);
  const ada = aPerson(ADA);
  for (let i = 0; i < 2; i++) people.take(ada, 'message', 10_000);
  for (let i = 0; i < 30_000; i++) people.take(aPerson({ ...BO, id: `bob-${i}` }), 'typing', 10_000 + i / 100);
  expect(people.take(aPerson(ADA), 'message', 10_300)).toBe(700);
});
