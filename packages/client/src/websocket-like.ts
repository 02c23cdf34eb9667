/** An event handler whose event may be of a richer type, as each platform has its own. */
type Handler<E> = { handle(event: E): void }['handle'] | null;

/** The part of the WHATWG WebSocket that the SDK uses; browsers', undici's and `ws`'s all fit. */
export interface WebSocketLike {
  readonly readyState: number;
  send(data: string): void;
  close(code?: number, reason?: string): void;
  onopen: Handler<never>;
  onmessage: Handler<{ data: unknown }>;
  onclose: Handler<{ code: number; reason: string }>;
  onerror: Handler<never>;
}

/** What makes such a socket. */
export type WebSocketConstructor = new (url: string, protocols: string[]) => WebSocketLike;
