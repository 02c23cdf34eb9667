import type { Message } from '@confab/protocol';
import { expect, it } from 'vitest';
import { watchPins } from '../src/watch-pins.ts';
import { inGeneral } from './connected-client.ts';
import { exchanged, fakeApi } from './fake-api.ts';
import { message, push } from './samples.ts';

const at = (time: number) => ({ pinned: { by: 'u-bob', at: time } });

async function watching() {
  const { asked, fetch } = fakeApi();
  const setup = await inGeneral(3, { fetch });
  let pins: readonly Message[] | undefined;
  const stop = watchPins(setup.client.api, setup.room, (list) => {
    pins = list;
  });
  await exchanged();
  return { ...setup, asked, stop, ids: () => pins?.map(({ id }) => id).join(' ') };
}

it('shows the latest pin first, and follows pins, edits and unpins', async () => {
  const { asked, network, ids } = await watching();
  expect(asked[0]?.path).toBe('/api/rooms/room-1/pins');
  asked[0]?.answer({ pins: [message(2, 3, at(20)), message(1, 2, at(10))] });
  await exchanged();
  expect(ids()).toBe('m2 m1');
  network.socket.receive(push(3, 4, at(30)));
  expect(ids()).toBe('m3 m2 m1');
  network.socket.receive(push(2, 5));
  expect(ids()).toBe('m3 m1');
});

it('does not lose what was pinned while the list was on its way', async () => {
  const { asked, network, ids } = await watching();
  network.socket.receive(push(3, 4, at(30)));
  network.socket.receive(push(1, 5));
  asked[0]?.answer({ pins: [message(1, 2, at(10))] });
  await exchanged();
  expect(ids()).toBe('m3');
});
