import { LIMITS, type Message, type PinList } from '@confab/protocol';
import { describe, expect, test } from 'vitest';
import { type Guest, sharedServer } from '../support/server.ts';

const server = sharedServer();

async function scene(more: { private?: boolean } = {}) {
  const [adaGuest, boGuest] = [await server().guest('Ada'), await server().guest('Bo')];
  const room = await server().createRoom(adaGuest, more);
  const ada = await server().connect(adaGuest);
  await ada.join(room);
  const { id } = await ada.post(room, 'keep this');
  return { room, id, ada, adaGuest, boGuest };
}

const pin = (who: Guest, room: string, message: string, method = 'PUT') =>
  server().call(method, `/api/rooms/${room}/pins/${message}`, { token: who.token });
const pins = async (who: Guest, room: string): Promise<Message[]> =>
  ((await server().call('GET', `/api/rooms/${room}/pins`, { token: who.token })).body as PinList).pins;

describe('C23: pins', () => {
  test('are a change of the message that everybody gets, and listed with the latest first', async () => {
    const { room, id, ada, adaGuest, boGuest } = await scene();
    const bo = await server().connect(boGuest);
    await bo.join(room);
    const second = await ada.post(room, 'and this');
    expect((await pin(adaGuest, room, id)).status).toBe(204);
    expect(await bo.next('message', ({ pinned }) => pinned !== undefined)).toMatchObject({
      id,
      rev: 3,
      pinned: { by: adaGuest.user.id, at: expect.any(Number) },
    });
    await pin(adaGuest, room, second.id);
    expect((await pins(boGuest, room)).map((message) => message.id)).toEqual([second.id, id]);
    expect((await ada.join(room)).messages[0]).toMatchObject({ pinned: { by: adaGuest.user.id } });
  });

  test('set again or taken away twice are no change', async () => {
    const { room, id, ada, adaGuest } = await scene();
    await pin(adaGuest, room, id);
    expect((await pin(adaGuest, room, id)).status).toBe(204);
    await pin(adaGuest, room, id, 'DELETE');
    expect((await pin(adaGuest, room, id, 'DELETE')).status).toBe(204);
    expect(await ada.join(room)).toMatchObject({ rev: 3, messages: [{ id }] });
    expect(await pins(adaGuest, room)).toEqual([]);
  });

  test('go with the message, and stay when it is edited', async () => {
    const { room, id, ada, adaGuest } = await scene();
    await pin(adaGuest, room, id);
    await ada.ack({ type: 'edit', room, message: id, body: 'edited' });
    expect(await pins(adaGuest, room)).toMatchObject([{ body: 'edited', pinned: { by: adaGuest.user.id } }]);
    await ada.ack({ type: 'delete', room, message: id });
    expect(await pins(adaGuest, room)).toEqual([]);
    expect((await ada.join(room)).messages[0]).not.toHaveProperty('pinned');
    expect(await pin(adaGuest, room, id)).toMatchObject({ status: 404, body: { code: 'message_not_found' } });
  });

  test('are at most a hundred in a room', async () => {
    const { room, id, ada, adaGuest } = await scene();
    const more = await Promise.all(Array.from({ length: LIMITS.pins }, (_, i) => ada.post(room, `${i}`)));
    const answers = await Promise.all(more.map((message) => pin(adaGuest, room, message.id)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204]));
    expect(await pin(adaGuest, room, id)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    await pin(adaGuest, room, more[0]?.id ?? '', 'DELETE');
    expect((await pin(adaGuest, room, id)).status).toBe(204);
    expect(await pins(adaGuest, room)).toHaveLength(LIMITS.pins);
  });

  test('are set by those who may; an invisible room looks like none', async () => {
    const open = await scene();
    expect(await pin(open.boGuest, open.room, open.id)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    const hidden = await scene({ private: true });
    const nowhere = await pin(hidden.boGuest, 'nowhere', hidden.id);
    expect(nowhere).toMatchObject({ status: 404, body: { code: 'room_not_found' } });
    expect((await pin(hidden.boGuest, hidden.room, hidden.id)).body).toEqual(nowhere.body);
    expect((await pin(hidden.boGuest, hidden.room, hidden.id, 'DELETE')).body).toEqual(nowhere.body);
    const list = `/api/rooms/${hidden.room}/pins`;
    expect((await server().call('GET', list, { token: hidden.boGuest.token })).body).toEqual(nowhere.body);
    expect(await pin(hidden.adaGuest, open.room, hidden.id)).toMatchObject({ status: 403 });
  });
});
