import { fileTypeFromBuffer } from 'file-type';

/** C0 but for tab, line feed, form feed, carriage return and escape: they do not stand in texts. */
const NO_TEXT = /[\u0000-\u0008\u000b\u000e-\u001a\u001c-\u001f]/;

/**
 * The media type of a file, told from its first bytes; what its sender or its name says counts for nothing. Markup is
 * plain text: nothing here is ever rendered as a page.
 */
export async function mediaTypeOf(head: Buffer): Promise<string> {
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  if (found) return found.mime === 'application/xml' ? 'text/plain' : found.mime;
  return isText(head) ? 'text/plain' : 'application/octet-stream';
}

function isText(head: Buffer): boolean {
  try {
    // The last character may be cut in two.
    return !NO_TEXT.test(new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true }));
  } catch {
    return false;
  }
}
