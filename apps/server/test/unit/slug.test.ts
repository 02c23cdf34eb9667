import { describe, expect, test } from 'vitest';
import { slugOf } from '../../src/rooms/slug.ts';

describe('slugOf', () => {
  test.each([
    ['General', 'general'],
    ['Release notes 2.0!', 'release-notes-2-0'],
    ['  --dashes -- everywhere--  ', 'dashes-everywhere'],
    ['Größe', 'größe'],
    ['日本語 チャット', '日本語-チャット'],
    ['e\u0301te\u0301', 'été'],
    ['हिन्दी', 'हिन्दी'],
    ['../../etc/passwd', 'etc-passwd'],
    ['a%2Fb', 'a-2fb'],
    ['🎉', ''],
    ['---', ''],
  ])('%s → %s', (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });

  test('is at most 64 UTF-16 code units, cut between characters, without a dash at its end', () => {
    expect(slugOf('x'.repeat(80))).toBe('x'.repeat(64));
    expect(slugOf('𝒜'.repeat(80))).toHaveLength(64);
    expect(slugOf(`x${'𝒜'.repeat(80)}`).isWellFormed()).toBe(true);
    expect(slugOf(`${'x'.repeat(63)} y`)).toBe('x'.repeat(63));
  });

  test('never looks like an id', () => {
    expect(slugOf('0b7e5e8e-6d8f-4b52-9f2b-5a1f6f0c3d11')).toBe('r-0b7e5e8e-6d8f-4b52-9f2b-5a1f6f0c3d11');
  });
});
