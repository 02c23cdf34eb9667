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
  const base = new URL(url);
  const secure = base.protocol === 'https:' || base.protocol === 'wss:';
  const place = base.host + base.pathname.replace(/\/+$/, '').replace(/\/ws$/, '');
  return { socket: `${secure ? 'wss' : 'ws'}://${place}/ws`, http: `${secure ? 'https' : 'http'}://${place}` };
}
