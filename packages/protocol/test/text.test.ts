import { describe, expect, it } from 'vitest';
import { countCodePoints, normalizeBody, normalizeName } from '../src/index.ts';

describe('normalizeBody', () => {
  it.each([
    ['hello', 'hello'],
    ['  hello\n\n', 'hello'],
    ['a\r\nb', 'a\nb'],
    ['a\tb\nc', 'a\tb\nc'],
    ['a  b', 'a  b'],
    // Kept as sent: composed and decomposed forms, zero-width joiners, right-to-left marks.
    ['e\u0301', 'e\u0301'],
    ['👩‍👩‍👧', '👩‍👩‍👧'],
    ['\u200fשלום', '\u200fשלום'],
  ])('%j becomes %j', (raw, text) => {
    expect(normalizeBody(raw)).toEqual({ ok: true, text });
  });

  it.each([
    ['', 'empty'],
    [' \r\n\t', 'empty'],
    ['a\u0000', 'control_character'],
    ['a\u001b[31m', 'control_character'],
    ['a\u007f', 'control_character'],
    ['a\rb', 'control_character'],
    ['\ud83d', 'lone_surrogate'],
    ['\ude00\ud83d', 'lone_surrogate'],
    ['x'.repeat(4_001), 'too_large'],
  ])('refuses %j: %s', (raw, problem) => {
    expect(normalizeBody(raw)).toEqual({ ok: false, problem });
  });
});

describe('normalizeName and what cannot be seen', () => {
  it.each([
    ['a turned text', 'Ada\u202egnp.exe'],
    ['isolates', '\u2066Ada\u2069'],
    ['a mark of direction', 'Ada\u200e'],
    ['a zero-width space', 'A\u200bda'],
    ['a joiner between Latin letters', 'A\u200dda'],
    ['a soft hyphen', 'A\u00adda'],
    ['a Hangul filler alone', '\u3164'],
    ['a blank of Braille', '\u2800'],
    ['a stray variation selector', 'A\ufe0fda'],
    ['hidden tags', 'Ada\u{e0041}\u{e0042}'],
    ['a joiner at the end of an emoji', '👩\u200d'],
  ])('refuses %s', (_what, name) => {
    expect(normalizeName(name)).toEqual({ ok: false, problem: 'invisible' });
  });

  it.each([
    ['a family', '👩‍👩‍👧‍👦'],
    ['a heart', '❤️'],
    ['a flag of a part of a country', '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}'],
    ['a profession with a skin tone', '👩🏽‍🚀'],
    ['Persian', 'می‌خواهم'],
    ['Devanagari', 'क्‍ष'],
    ['Hebrew and Latin', 'דוד David'],
  ])('keeps %s', (_what, name) => {
    expect(normalizeName(name)).toEqual({ ok: true, text: name.normalize('NFC') });
  });
});

describe('normalizeName', () => {
  it('is NFC, with single spaces', () => {
    expect(normalizeName('  Rene\u0301e \u00a0 Zoe ')).toEqual({ ok: true, text: 'Ren\u00e9e Zoe' });
  });

  it.each([
    ['', 'empty'],
    ['a\nb', 'control_character'],
    ['a\u2028b', 'control_character'],
    ['x'.repeat(81), 'too_large'],
  ])('refuses %j: %s', (raw, problem) => {
    expect(normalizeName(raw)).toEqual({ ok: false, problem });
  });

  it('counts code points up to the limit it is given', () => {
    expect(normalizeName('😀'.repeat(5), 5).ok).toBe(true);
    expect(normalizeName('😀'.repeat(6), 5)).toEqual({ ok: false, problem: 'too_large' });
  });
});

describe('countCodePoints', () => {
  it('counts a surrogate pair once', () => {
    expect(countCodePoints('a😀b')).toBe(3);
  });

  it('stops right after the limit', () => {
    expect(countCodePoints('x'.repeat(1_000), 10)).toBe(11);
  });
});
