/** How long a link to set a new password holds, ms. */
export const RESET_MS = 60 * 60 * 1000;

/**
 * The link that sets a new password. The secret stands behind `#`: a browser sends that to nobody, so it is in no log.
 * @param publicUrl where people reach the server, without a slash at the end
 */
export function resetLink(publicUrl: string, token: string): string {
  return `${publicUrl}/reset#${token}`;
}
