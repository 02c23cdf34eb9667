// Longer than any address worth following; the bound keeps hostile input linear.
const BARE = /https?:\/\/[^\s<>"`]{1,2000}/y;
const TRAILING = /[.,;:!?'*_~\]]/;

/** Only addresses a browser opens as a page; never `javascript:` or the like. */
export function isSafeUrl(href: string): boolean {
  if (!/^https?:\/\//.test(href) || !URL.canParse(href)) return false;
  const { protocol, hostname } = new URL(href);
  return (protocol === 'https:' || protocol === 'http:') && hostname !== '';
}

/**
 * Where the bare link that begins at `at` ends: before punctuation that ends a sentence and before a bracket that
 * was opened outside of it. `at` itself where there is none. At most 2,000 characters.
 */
export function findLinkEnd(text: string, at: number): number {
  BARE.lastIndex = at;
  const found = BARE.exec(text)?.[0] ?? '';
  let open = count(found, '(') - count(found, ')');
  let size = found.length;
  while (size > 0) {
    const last = found[size - 1] ?? '';
    if (last === ')' && open < 0) open += 1;
    else if (!TRAILING.test(last)) break;
    size -= 1;
  }
  return at + size;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
