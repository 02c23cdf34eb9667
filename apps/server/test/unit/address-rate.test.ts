import { expect, test } from 'vitest';
import { AddressRate } from '../../src/http/address-rate.ts';

const RATE = { perSecond: 1, burst: 2 };

test('an address that has used up its burst waits; another does not', () => {
  const rate = new AddressRate(RATE);
  expect([rate.take('192.0.2.1', 0), rate.take('192.0.2.1', 0), rate.take('192.0.2.1', 0)]).toEqual([0, 0, 1_000]);
  expect(rate.take('192.0.2.2', 0)).toBe(0);
  expect(rate.take('192.0.2.1', 1_000)).toBe(0);
});

test('all addresses of an IPv6 /64 share one bucket', () => {
  const rate = new AddressRate(RATE);
  const waits = [1, 2, 3].map((host) => rate.take(`2001:db8::${host}`, 0));
  expect(waits).toEqual([0, 0, 1_000]);
});

test('what it remembers is bounded: the address quiet for longest is forgotten', () => {
  const rate = new AddressRate(RATE);
  const use = (n: number) => rate.take(`10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`, 0);
  for (let n = 0; n < 10_000; n += 1) for (let times = 0; times < 2; times += 1) use(n);
  // Asking, also in vain, is being heard from.
  expect(use(0)).toBeGreaterThan(0);
  use(10_000);
  expect(use(0)).toBeGreaterThan(0);
  expect(use(1)).toBe(0);
});
