import { describe, expect, it } from 'vitest';
import { type Format, format } from '../src/features/composer/formatting.ts';

/** Applies a format to a text in which `|` marks the selection's ends, and shows the outcome the same way. */
function apply(marked: string, kind: Format): string {
  const [before = '', inside = '', after] = marked.split('|');
  const rest = after ?? inside;
  const selected = after === undefined ? '' : inside;
  const text = before + selected + rest;
  const change = format({ text, start: before.length, end: before.length + selected.length }, kind);
  const next = text.slice(0, change.from) + change.insert + text.slice(change.to);
  const { start, end } = change;
  return start === end
    ? `${next.slice(0, start)}|${next.slice(start)}`
    : `${next.slice(0, start)}|${next.slice(start, end)}|${next.slice(end)}`;
}

describe('formatting', () => {
  it.each<[string, Format, string]>([
    ['a |b| c', 'bold', 'a **|b|** c'],
    ['a **|b|** c', 'bold', 'a |b| c'],
    ['a |', 'bold', 'a **|**'],
    ['|a|', 'italic', '_|a|_'],
    ['|a|', 'code', '`|a|`'],
    ['x|a\nb|', 'code', 'x\n```\n|a\nb|\n```'],
    ['|here|', 'link', '[here](|https://|)'],
    ['|https://a.example|', 'link', '[|](https://a.example)'],
    ['one\ntw|o', 'quote', 'one\n> two|'],
    ['|one\ntwo|', 'list', '|- one\n- two|'],
    ['|- one\n- two|', 'list', '|one\ntwo|'],
  ])('%j, %s', (before, kind, after) => {
    expect(apply(before, kind)).toBe(after);
  });
});
