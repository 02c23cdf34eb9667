/** The WebSocket subprotocol this package speaks. A change that breaks a client gets a new name. */
export const SUBPROTOCOL = 'chat.v1.json';

/** The subprotocols a server speaks, best first. */
export const SUBPROTOCOLS: readonly string[] = [SUBPROTOCOL];

/**
 * Picks the subprotocol of a handshake.
 * @param offered the names in the client's `Sec-WebSocket-Protocol`, in its order; empty where it sent none
 * @returns the first that the server speaks, the default for an empty list, or undefined: answer 400
 */
export function chooseSubprotocol(offered: readonly string[]): string | undefined {
  if (offered.length === 0) return SUBPROTOCOL;
  return offered.find((name) => SUBPROTOCOLS.includes(name));
}
