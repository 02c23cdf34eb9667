import { type Client, createClient, type WebSocketConstructor } from '@confab/client';
import WebSocket from 'ws';

/** Somebody without a browser. */
export interface Guest {
  client: Client;
  token: string;
}

/** Starts a guest session and connects. */
export async function signIn(origin: string, name: string): Promise<Guest> {
  let token: string | undefined;
  const client = createClient({
    url: origin,
    getToken: () => token,
    WebSocket: WebSocket as unknown as WebSocketConstructor,
  });
  const session = await client.api.startGuest(name);
  token = session.token;
  await client.connect();
  return { client, token };
}
