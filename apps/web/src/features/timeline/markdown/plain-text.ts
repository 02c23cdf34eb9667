import { parseMarkdown } from './parse-markdown.ts';
import type { Block, Inline } from './syntax-tree.ts';

/** A body in one line without its marks, for where there is no room for more. */
export function plainText(body: string): string {
  return parseMarkdown(body).map(textOf).join(' ').replace(/\s+/g, ' ').trim();
}

function textOf(node: Block | Inline): string {
  switch (node.kind) {
    case 'text':
    case 'code':
      return node.text;
    case 'break':
      return ' ';
    case 'list':
      return node.items.map((item) => item.children.map(textOf).join('')).join(', ');
    default:
      return node.children.map(textOf).join(node.kind === 'quote' ? ' ' : '');
  }
}
