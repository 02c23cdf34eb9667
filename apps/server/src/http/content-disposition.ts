/**
 * A `Content-Disposition` that offers a name in full (RFC 8187), and to old clients in ASCII (RFC 6266, section 4.3).
 * @param name one line, well-formed
 */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  // A percent sign would be decoded by some; quotes and backslashes end the string.
  const ascii = name.replace(/[^\x20-\x7e]|["%\\]/gu, '_');
  const full = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${full}`;
}
