/** Where a server is reached. */
export interface Endpoints {
  /** The WebSocket's URL. */
  socket: string;
  /** The HTTP API's base, without a slash at the end. */
  http: string;
}

/**
 * Both addresses from one: `https://chat.example.org`, `http://localhost:3000/` or `wss://chat.example.org/ws`.
 * @throws TypeError where `url` is no absolute URL
 */
export function endpoints(url: string): Endpoints {
  // ws becomes http, and wss https.
  const http = new URL(url).href.replace(/\/(ws\/?)?$/, '').replace(/^ws/, 'http');
  return { http, socket: `${http.replace(/^http/, 'ws')}/ws` };
}
