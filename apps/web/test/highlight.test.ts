import { describe, expect, it } from 'vitest';
import { highlight } from '../src/features/timeline/highlight.ts';
import { plainText } from '../src/features/timeline/markdown/plain-text.ts';

describe('highlighting', () => {
  const code = "// why\nconst a: number = 1 < 2 && f('<b>')";

  it.each(['ts', 'js', 'json', 'bash', 'py', 'sql', 'css', 'html', 'go', 'rust', 'yaml', 'diff'])(
    'keeps the text in %s',
    (language) => {
      expect(
        highlight(code, language)
          ?.map(({ text }) => text)
          .join(''),
      ).toBe(code);
    },
  );

  it('colours what the design has a colour for', () => {
    const tokens = highlight(code, 'ts') ?? [];
    const classOf = (text: string) => tokens.find((token) => token.text === text)?.className;
    expect(classOf('const')).toBe('k');
    expect(classOf('1')).toBe('d');
    expect(classOf("'<b>'")).toBe('s');
    expect(classOf('// why')).toBe('c');
  });

  it('leaves a language it doesn’t know alone', () => expect(highlight(code, 'klingon')).toBeUndefined());
});

describe('plain text', () => {
  it('is one line without marks', () => {
    expect(plainText('**Hi**\n\n> quoted\n- a\n- b `c`\n```ts\nlet x\n```')).toBe('Hi quoted a, b c let x');
  });
});
