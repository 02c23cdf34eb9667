import { countCodePoints, LIMITS } from '@confab/protocol';

// Controls; line separators; marks that turn the direction of writing around (an "exe" that reads "txt"); invisible ones.
const UNSEEN = /[\p{Cc}\u2028\u2029\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
const EXTENSION = /\.[^.\s]{1,12}$/u;

/**
 * The name of a file as it is kept, shown and offered for saving: its last path segment, NFC, one line, nothing
 * invisible, no dots or spaces at its ends, at most 150 code points with the extension kept.
 * @returns `file` where nothing is left
 */
export function fileName(raw: string): string {
  const segment = raw.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  const line = segment.normalize('NFC').replace(UNSEEN, '').replace(/\s+/gu, ' ');
  return shorten(line.replace(/^[. ]+|[. ]+$/g, '')) || 'file';
}

function shorten(name: string): string {
  const max = LIMITS.fileNameCodePoints;
  if (countCodePoints(name, max) <= max) return name;
  const extension = EXTENSION.exec(name)?.[0] ?? '';
  return (
    Array.from(name)
      .slice(0, max - countCodePoints(extension))
      .join('')
      .trimEnd() + extension
  );
}
