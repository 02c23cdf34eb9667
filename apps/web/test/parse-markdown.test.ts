import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSafeUrl } from '../src/features/timeline/markdown/link.ts';
import { parseMarkdown } from '../src/features/timeline/markdown/parse-markdown.ts';
import type { Block, Inline } from '../src/features/timeline/markdown/syntax-tree.ts';

/** A short notation of a tree, so that expectations read as text. */
function show(node: Block | Inline): string {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'break':
      return '⏎';
    case 'list':
      return `${node.ordered ? `ol${node.start}` : 'ul'}(${node.items.map((item) => `${'>'.repeat(item.depth)}${item.children.map(show).join('')}`).join('|')})`;
    case 'code':
      return 'language' in node ? `pre[${node.language}|${node.title}](${node.text})` : `code(${node.text})`;
    case 'link':
      return `a[${node.href}](${node.children.map(show).join('')})`;
    default:
      return `${node.kind}(${node.children.map(show).join('')})`;
  }
}
const parse = (body: string) => parseMarkdown(body).map(show).join(' ');
const inline = (body: string) => parse(body).replace(/^paragraph\((.*)\)$/s, '$1');

/** All text a reader gets. */
function textOf(node: Block | Inline): string {
  if (node.kind === 'code') return 'language' in node ? `${node.language} ${node.title} ${node.text}` : node.text;
  if (node.kind === 'text') return node.text;
  if (node.kind === 'break') return '\n';
  if (node.kind === 'list') return node.items.map((item) => item.children.map(textOf).join('')).join('\n');
  return node.children.map(textOf).join('');
}

describe('styles', () => {
  it.each([
    ['**bold**', 'strong(bold)'],
    ['*soft* and _soft_', 'emphasis(soft) and emphasis(soft)'],
    ['~~gone~~', 'strike(gone)'],
    ['***both***', 'strong(emphasis(both))'],
    ['**bold *inner* bold**', 'strong(bold emphasis(inner) bold)'],
    ['*soft **inner** soft*', 'emphasis(soft strong(inner) soft)'],
    ['~~**x**~~', 'strike(strong(x))'],
  ])('%s', (body, shown) => expect(inline(body)).toBe(shown));

  it.each([
    '2 * 3 * 4',
    'snake_case_name',
    'a ** b ** c',
    '**open',
    '*open',
    '****',
    '_ x _',
    '~one~',
    '~~~~',
    '5 *3',
    '__init__',
  ])('leaves %s as it is', (body) => expect(inline(body)).toBe(body));

  it('closes the outer one over an inner that stays open', () => {
    expect(inline('**a *b**')).toBe('strong(a *b)');
  });

  it('takes an escaped mark as text', () => {
    expect(inline('\\*not soft\\*')).toBe('*not soft*');
    expect(inline('C:\\temp\\new')).toBe('C:\\temp\\new');
  });
});

describe('code', () => {
  it.each([
    ['`x`', 'code(x)'],
    ['`**x**`', 'code(**x**)'],
    ['``a ` b``', 'code(a ` b)'],
    ['`` ` ``', 'code(`)'],
    ['`open', '`open'],
    ['a `b` c `d`', 'a code(b) c code(d)'],
    ['`https://x.example`', 'code(https://x.example)'],
  ])('%s', (body, shown) => expect(inline(body)).toBe(shown));

  it('reads a fence with its language and title', () => {
    expect(parse('```ts log/read.ts\nlet a = 1\n\n  b\n```\nafter')).toBe(
      'pre[ts|log/read.ts](let a = 1\n\n  b) paragraph(after)',
    );
  });

  it('reads an open fence to the end', () => {
    expect(parse('so:\n```\nx\n> y')).toBe('paragraph(so:) pre[|](x\n> y)');
  });

  it('takes three backticks in a line as code in the line', () => {
    expect(inline('```x```')).toBe('code(x)');
  });
});

describe('links', () => {
  it.each([
    ['see https://a.example/x?y=1#z.', 'see a[https://a.example/x?y=1#z](https://a.example/x?y=1#z).'],
    ['(https://a.example/x)', '(a[https://a.example/x](https://a.example/x))'],
    ['https://a.example/x_(y)', 'a[https://a.example/x_(y)](https://a.example/x_(y))'],
    ['https://a.example/_x_y', 'a[https://a.example/_x_y](https://a.example/_x_y)'],
    ['**https://a.example**', 'strong(a[https://a.example](https://a.example))'],
    ['[the **log**](https://a.example)', 'a[https://a.example](the strong(log))'],
    ['[x](https://a.example/p_(q))', 'a[https://a.example/p_(q)](x)'],
  ])('%s', (body, shown) => expect(inline(body)).toBe(shown));

  it.each([
    '[x](javascript:alert(1))',
    '[x](data:text/html,hi)',
    '[x](//a.example)',
    'xhttps://a.example',
    'http://',
    'https://?',
    '[](https://)',
  ])('makes no link of %s', (body) => expect(inline(body)).toBe(body));

  it('only ever links to pages', () => {
    const parts = fc.constantFrom(
      'javascript:',
      'http',
      's',
      '://',
      '[',
      ']',
      '(',
      ')',
      'a',
      '.',
      '@',
      ' ',
      '&#',
      '\t',
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 30 }), (pieces) => {
        for (const href of hrefsOf(parseMarkdown(pieces.join('')))) expect(isSafeUrl(href)).toBe(true);
      }),
    );
  });
});

function hrefsOf(nodes: readonly (Block | Inline)[]): string[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'link') return [node.href];
    if (node.kind === 'list') return node.items.flatMap((item) => hrefsOf(item.children));
    return 'children' in node ? hrefsOf(node.children) : [];
  });
}

describe('blocks', () => {
  it('keeps line breaks and splits at empty lines', () => {
    expect(parse('a\nb\n\n\nc')).toBe('paragraph(a⏎b) paragraph(c)');
  });

  it('reads quotes, also inside of each other', () => {
    expect(parse('> a\n> > b\n> c\nd')).toBe('quote(paragraph(a)quote(paragraph(b))paragraph(c)) paragraph(d)');
  });

  it('reads lists', () => {
    expect(parse('- a\n- b\n  more\n  - c\nd')).toBe('ul(a|b⏎more|>c) paragraph(d)');
    expect(parse('so\n3. a\n4) **b**')).toBe('paragraph(so) ol3(a|strong(b))');
  });

  it.each(['-', '- ', '1.', '-x', '1.5 is more', '#general'])('makes no list of %s', (body) => {
    expect(parse(body)).toBe(`paragraph(${body})`);
  });

  it('has no HTML and no images', () => {
    expect(inline('<b onclick="x">y</b> ![z](https://a.example/p.png)')).toBe(
      '<b onclick="x">y</b> !a[https://a.example/p.png](z)',
    );
  });
});

describe('any input', () => {
  const hostile = fc
    .array(
      fc.constantFrom(
        '*',
        '**',
        '_',
        '~~',
        '`',
        '```',
        '\n',
        '> ',
        '- ',
        '1. ',
        ' ',
        'a',
        'é',
        '\\',
        '[',
        '](',
        ')',
        'https://x.y',
      ),
      {
        maxLength: 80,
      },
    )
    .map((parts) => parts.join(''));
  const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '');

  it('never throws and keeps every letter in order', () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ unit: 'grapheme' })), (body) => {
        const kept = letters(parseMarkdown(body).map(textOf).join('\n'));
        // Numbers of list items and addresses of labelled links are shown by other means.
        const numberless = (text: string) =>
          letters(text.replaceAll(/^[\s>]*\d{1,9}[.)]\s/gm, '').replaceAll(/\]\(https:\/\/x\.y[^)]*/g, ''));
        if (!body.includes('](') && !/\d/.test(body)) expect(kept).toBe(letters(body));
        else expect(kept.length).toBeGreaterThanOrEqual(letters(numberless(body)).length - letters(body).length);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['stars', '*a '],
    ['double stars', '**a*'],
    ['mixed', '*_**~~'],
    ['backticks', '`` ` '],
    ['growing backticks', undefined],
    ['brackets', '[a](https://'],
    ['open brackets', '['],
    ['quotes', '>'],
    ['link starts', 'https://('],
    ['closing brackets', 'https://a))))'],
    ['lists', '- \n'],
    ['escapes', '\\*'],
  ])('reads 200,000 characters of %s in linear time', (_name, piece) => {
    const body = piece
      ? piece.repeat(200_000 / piece.length)
      : Array.from({ length: 630 }, (_, i) => '`'.repeat(i + 1)).join(' ');
    const began = performance.now();
    parseMarkdown(body);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});
