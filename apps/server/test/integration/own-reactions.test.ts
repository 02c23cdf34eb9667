import { LIMITS } from '@confab/protocol';
import { expect, test } from 'vitest';
import { type Guest, sharedServer } from '../support/server.ts';

const server = sharedServer();

/** A message in a room that as many members as a message names have reacted to with 👍, and one more: the last. */
async function scene() {
  const author = await server().connect('Ada');
  await author.join('general');
  const { id } = await author.post('general', 'who comes along?');
  const people = await Promise.all(Array.from({ length: LIMITS.reactionUsers + 1 }, (_, i) => server().guest(`G${i}`)));
  const last = people.at(-1) as Guest;
  const clients = [];
  for (const guest of people) {
    const client = await server().connect(guest);
    clients.push(client);
    await client.join('general');
    await client.ack({ type: 'react', room: 'general', message: id, emoji: '👍', on: true });
  }
  return { id, last, client: clients.at(-1) };
}

const mine = (who: Guest, id: string, room = 'general') =>
  server().call('GET', `/api/rooms/${room}/reactions/${id}`, { token: who.token });

test('S1: one’s own reaction is told also where more people have reacted than the message names', async () => {
  const { id, last, client } = await scene();
  const [message] = (await client?.join('general'))?.messages.slice(-1) ?? [];
  expect(message?.reactions).toMatchObject([{ emoji: '👍', count: LIMITS.reactionUsers + 1 }]);
  expect(message?.reactions?.[0]?.users).not.toContain(last.user.id);
  expect(await mine(last, id)).toMatchObject({ status: 200, body: { mine: ['👍'] } });
  await client?.ack({ type: 'react', room: 'general', message: id, emoji: '🎉', on: true });
  await client?.ack({ type: 'react', room: 'general', message: id, emoji: '👍', on: false });
  expect((await mine(last, id)).body).toEqual({ mine: ['🎉'] });
  expect((await mine(await server().guest(), id)).body).toEqual({ mine: [] });
});

test('a message of another room is none', async () => {
  const { id, last } = await scene();
  const room = await server().createRoom(last);
  expect(await mine(last, id, room)).toMatchObject({ status: 404, body: { code: 'message_not_found' } });
});
