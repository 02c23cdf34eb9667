import { describe, expect, it } from 'vitest';
import { afterClose } from '../src/index.ts';

describe('PROTOCOL.md, "Close codes"', () => {
  it('1012 means: come back at once', () => {
    expect(afterClose(1012)).toBe('reconnect-now');
  });

  it.each([1000, 1001, 1002, 1006, 1007, 1009, 1011, 1013, 4000, 4002, 4008, 4499])('%i means: come back', (code) => {
    expect(afterClose(code)).toBe('reconnect');
  });

  it.each([4001, 4003, 4500, 4999])('%i means: stay away', (code) => {
    expect(afterClose(code)).toBe('stop');
  });
});
