import type { ReactNode } from 'react';

/** A text with the words of a query marked. */
export function MarkedText({ text, query }: { text: string; query: string }): ReactNode {
  const words = query.trim().split(/\s+/).filter(Boolean).map(escapeRegExp);
  if (words.length === 0) return text;
  // Every second piece is a match: split keeps what the group caught.
  return text.split(new RegExp(`(${words.join('|')})`, 'giu')).map((piece, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces never move
    index % 2 === 1 ? <mark key={index}>{piece}</mark> : piece,
  );
}

function escapeRegExp(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
