import type { Message } from '@confab/protocol';

const SHOWN = 200;
/** Markdown that would only be in the way in one line. */
const MARKS = /`+|\*\*|~~/g;

/** A message in one line, to say what is answered. */
export function answeredWords({ body, deleted, attachments }: Message): string {
  if (deleted) return 'Message deleted';
  return body.slice(0, SHOWN).replaceAll(MARKS, '') || (attachments?.[0]?.name ?? '');
}
