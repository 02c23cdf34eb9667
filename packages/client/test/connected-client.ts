import type { HelloMessage } from '@confab/protocol';
import type { Client, ClientOptions } from '../src/client.ts';
import { createClient } from '../src/create-client.ts';
import type { RoomHandle } from '../src/room-handle.ts';
import { FakeNetwork } from './fake-network.ts';
import { ManualClock, settled } from './manual-clock.ts';
import { joined, messages, summary } from './samples.ts';

export interface Setup {
  client: Client;
  network: FakeNetwork;
  clock: ManualClock;
}

/** A client on a fake network, not yet told to connect. Jitter is always half. */
export function setUp(options: Partial<ClientOptions> = {}): Setup {
  const network = new FakeNetwork();
  const clock = new ManualClock();
  const { WebSocket } = network;
  const client = createClient({ url: 'http://chat.test', WebSocket, clock, random: () => 0.5, ...options });
  return { client, network, clock };
}

/** One that has its `hello`. */
export async function connected(
  options: Partial<ClientOptions> = {},
  hello: Partial<HelloMessage> = {},
): Promise<Setup> {
  const setup = setUp(options);
  void setup.client.connect();
  setup.network.socket.greet(hello);
  await settled();
  return setup;
}

/** One that is in `general`, which has had `count` messages, all unread. */
export async function inGeneral(
  count: number,
  options: Partial<ClientOptions> = {},
): Promise<Setup & { room: RoomHandle }> {
  const setup = await connected(options, { rooms: [summary({ head: count, unread: count })] });
  const room = setup.client.room('general');
  void room.join();
  const { socket } = setup.network;
  socket.receive(joined(socket.last('join').id, messages(Math.max(1, count - 49), count)));
  await settled();
  return { ...setup, room };
}

/** Loses the line and gets a new one, up to its `hello`. */
export async function reconnected({ network, clock }: Setup, hello: Partial<HelloMessage> = {}): Promise<void> {
  network.socket.drop(1006);
  clock.advance(30_000);
  network.socket.greet(hello);
  await settled();
}
