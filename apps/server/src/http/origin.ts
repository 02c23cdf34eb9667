/**
 * Whether a request from this origin may act for the user whose cookie it carries (RFC 6454). Programs send no Origin.
 * @param host the Host header: a page of the server itself has its authority
 */
export function isAllowedOrigin(
  origin: string | undefined,
  host: string | undefined,
  allowed: readonly string[],
): boolean {
  if (origin === undefined || allowed.includes(origin)) return true;
  try {
    const url = new URL(origin);
    return (url.protocol === 'http:' || url.protocol === 'https:') && url.host === host?.toLowerCase();
  } catch {
    return false;
  }
}
