import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { newAccount, signUp } from '../support/accounts.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { type Guest, sharedServer } from '../support/server.ts';

const HOUR = 3_600_000;
const clock = new ManualClock();
const server = sharedServer({}, clock);
let staff: Guest;
beforeAll(async () => {
  staff = await signUp(server(), newAccount('Stella'));
});

const call = ({ token }: Guest, method: string, path: string, body?: unknown) =>
  server().call(method, path, { token, ...(body === undefined ? {} : { body }) });

async function stage(slowModeMs = 0) {
  const [owner, member] = [await server().guest('Olga'), await server().guest('Max')];
  const room = await server().createRoom(owner);
  if (slowModeMs > 0) await call(owner, 'PATCH', `/api/rooms/${room}`, { slowModeMs });
  const [olga, max] = [await server().connect(owner), await server().connect(member)];
  await olga.join(room);
  await max.join(room);
  return { owner, member, room, olga, max };
}

describe('a sanction ends by itself', () => {
  test('a mute in a room', async () => {
    const { owner, member, room, max } = await stage();
    const until = clock.now() + HOUR;
    const body = { user: member.user.id, kind: 'mute', reason: 'cool down', until };
    expect((await call(owner, 'POST', `/api/rooms/${room}/sanctions`, body)).status).toBe(201);
    const post = () => max.request({ type: 'message', room, id: randomUUID(), body: 'x' });
    clock.set(HOUR - 1);
    expect(await post()).toMatchObject({ code: 'forbidden', restriction: { until } });
    clock.set(1);
    expect(await post()).toMatchObject({ type: 'ack' });
    expect((await call(owner, 'GET', `/api/rooms/${room}/sanctions`)).body).toEqual({ sanctions: [] });
  });

  test('a ban from the server, also over a restart', async () => {
    const fields = newAccount('Bela');
    const account = await signUp(server(), fields);
    const until = clock.now() + HOUR;
    const body = { user: account.user.id, kind: 'ban', reason: 'a break', until };
    expect((await call(staff, 'POST', '/api/sanctions', body)).status).toBe(201);
    const door = () =>
      server().call('POST', '/api/auth/sign-in/email', { body: { email: fields.email, password: fields.password } });
    await server().restart();
    expect(await door()).toMatchObject({ status: 403, body: { restriction: { reason: 'a break', until } } });
    clock.set(HOUR);
    expect((await door()).status).toBe(200);
    expect((await call(account, 'GET', '/api/session')).status).toBe(401);
  });
});

describe('slow mode', () => {
  test('a member waits between two messages, is told how long, and may write elsewhere', async () => {
    const { room, max } = await stage(10_000);
    await max.post(room, 'one');
    clock.advance(4_000);
    const id = randomUUID();
    expect(await max.error({ type: 'message', room, id, body: 'two' })).toMatchObject({
      ...{ code: 'rate_limited', retryAfterMs: 6_000, room },
    });
    await max.join('general');
    await max.post('general', 'elsewhere');
    clock.advance(6_000);
    await max.ack({ type: 'message', room, id, body: 'two' });
  });

  test('a resend counts for nothing: neither of the last message nor of an earlier one', async () => {
    const { room, max } = await stage(10_000);
    const first = await max.post(room, 'one');
    expect(await max.ack({ type: 'message', room, id: first.id, body: 'one' })).toMatchObject({ seq: first.seq });
    clock.advance(10_000);
    await max.post(room, 'two');
    expect(await max.ack({ type: 'message', room, id: first.id, body: 'one' })).toMatchObject({ seq: first.seq });
    clock.advance(10_000);
    await max.post(room, 'three');
  });

  test('what was not stored costs no wait; edits and reactions are free', async () => {
    const { room, max } = await stage(10_000);
    const answer = { type: 'message', room, id: randomUUID(), body: 'x', replyTo: 'nothing' };
    expect(await max.error(answer)).toMatchObject({ code: 'message_not_found' });
    const { id } = await max.post(room, 'one');
    await max.ack({ type: 'edit', room, message: id, body: 'one, edited' });
    await max.ack({ type: 'react', room, message: id, emoji: '👍', on: true });
  });

  test('another text under an id that is stored already ends no wait', async () => {
    const { room, max } = await stage(10_000);
    const { id } = await max.post(room, 'one');
    expect(await max.error({ type: 'message', room, id, body: 'another' })).toMatchObject({ code: 'conflict' });
    expect(await max.error({ type: 'message', room, id: randomUUID(), body: 'two' })).toMatchObject({
      code: 'rate_limited',
    });
  });

  test('moderators do not wait, and only they set it', async () => {
    const { member, owner, room, olga } = await stage(10_000);
    await olga.post(room, 'one');
    await olga.post(room, 'two');
    expect(await call(member, 'PATCH', `/api/rooms/${room}`, { slowModeMs: 0 })).toMatchObject({ status: 403 });
    for (const slowModeMs of [-1, 0.5, HOUR + 1, '5']) {
      expect(await call(owner, 'PATCH', `/api/rooms/${room}`, { slowModeMs })).toMatchObject({ status: 400 });
    }
    expect((await call(owner, 'PATCH', `/api/rooms/${room}`, { slowModeMs: 0 })).body).toMatchObject({
      room: { slowModeMs: 0 },
    });
  });
});
