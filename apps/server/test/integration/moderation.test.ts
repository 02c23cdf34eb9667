import { randomUUID } from 'node:crypto';
import type { AuditPage, Message, ReportList, SanctionList, SanctionReply, SignedInReply } from '@confab/protocol';
import { beforeAll, describe, expect, test } from 'vitest';
import { newAccount, PASSWORD, signIn, signUp } from '../support/accounts.ts';
import { type Guest, sharedServer } from '../support/server.ts';

const server = sharedServer();
let staff: SignedInReply;
// The first account owns the server.
beforeAll(async () => {
  staff = await signUp(server(), newAccount('Stella'));
});

/** A room with its owner, a moderator and a member, the latter two connected and in it. */
async function stage(room: { private?: boolean } = {}) {
  const [owner, moderator, member] = [
    await server().guest('Olga'),
    await server().guest('Mona'),
    await server().guest('Max'),
  ];
  const id = await server().createRoom(owner, room);
  const [olga, mona, max] = await Promise.all([owner, moderator, member].map((guest) => server().connect(guest)));
  if (!olga || !mona || !max) throw new Error('somebody did not come');
  // Guests may let in only those whom they share a room with.
  for (const client of [olga, mona, max]) await client.join('general');
  for (const [client, guest, role] of [
    [mona, moderator, 'moderator'],
    [max, member, 'member'],
  ] as const) {
    await call(owner, 'POST', `/api/rooms/${id}/members`, { user: guest.user.id });
    await call(owner, 'PATCH', `/api/rooms/${id}/members/${guest.user.id}`, { role });
    await client.join(id);
  }
  return { owner, moderator, member, room: id, mona, max };
}

const call = ({ token }: Guest, method: string, path: string, body?: unknown) =>
  server().call(method, path, { token, ...(body === undefined ? {} : { body }) });
const impose = (by: Guest, room: string | undefined, body: Record<string, unknown>) =>
  call(by, 'POST', room === undefined ? '/api/sanctions' : `/api/rooms/${room}/sanctions`, {
    reason: 'because',
    ...body,
  });
const audit = async (by: Guest, query: string) =>
  ((await call(by, 'GET', `/api/audit?${query}`)).body as AuditPage).entries;
const idOf = (answer: { body: unknown }) => (answer.body as SanctionReply).sanction.id;

describe('deleting what others wrote', () => {
  test('a moderator leaves a tombstone that says so, for good, and an audit entry', async () => {
    const { mona, max, room, moderator, member } = await stage();
    const { id } = await max.post(room, 'rude');
    await mona.ack({ type: 'delete', room, message: id });
    expect(await max.next('message', (message) => message.deleted === true)).toMatchObject({
      ...{ id, body: '', deletedBy: 'moderator' },
    });
    await mona.ack({ type: 'delete', room, message: id });
    const { body } = await call(moderator, 'GET', `/api/rooms/${room}/messages`);
    expect((body as { messages: Message[] }).messages.at(-1)).toMatchObject({ id, deletedBy: 'moderator' });
    expect(await audit(moderator, `room=${room}&action=message.delete`)).toMatchObject([
      { actor: { name: 'Mona' }, user: { id: member.user.id }, message: id, room: { id: room } },
    ]);
  });

  test('one’s own is no deed of moderation', async () => {
    const { mona, room, moderator } = await stage();
    const { id } = await mona.post(room, 'oops');
    await mona.ack({ type: 'delete', room, message: id });
    const gone = await mona.next('message', (message) => message.deleted === true);
    expect(gone).not.toHaveProperty('deletedBy');
    expect(await audit(moderator, `room=${room}&action=message.delete`)).toEqual([]);
  });

  test('a member may not; staff may in a public room they never joined, in an archived one too', async () => {
    const { mona, max, room, owner } = await stage();
    const { id } = await mona.post(room, 'hello');
    expect(await max.error({ type: 'delete', room, message: id })).toMatchObject({ code: 'forbidden' });
    await call(owner, 'PATCH', `/api/rooms/${room}`, { archived: true });
    const stella = await server().connect(staff);
    await stella.ack({ type: 'delete', room, message: id });
    await max.next('message', (message) => message.deletedBy === 'moderator');
  });

  test('staff learn nothing of a private room; in a direct one nobody deletes for the other', async () => {
    const { mona, room } = await stage({ private: true });
    const { id } = await mona.post(room, 'secret');
    const stella = await server().connect(staff);
    expect(await stella.error({ type: 'delete', room, message: id })).toMatchObject({ code: 'room_not_found' });
    expect((await call(staff, 'GET', `/api/rooms/${room}/sanctions`)).body).toMatchObject({ code: 'room_not_found' });
    expect((await call(staff, 'GET', `/api/audit?room=${room}`)).body).toMatchObject({ code: 'room_not_found' });

    const other = await server().guest('Otto');
    const direct = await call(staff, 'POST', '/api/rooms/direct', { users: [other.user.id] });
    const { room: between } = direct.body as { room: { id: string } };
    const otto = await server().connect(other);
    const said = await otto.post(between.id, 'mine');
    expect(await stella.error({ type: 'delete', room: between.id, message: said.id })).toMatchObject({
      code: 'forbidden',
    });
    expect(await impose(staff, between.id, { user: other.user.id, kind: 'mute' })).toMatchObject({ status: 403 });
  });
});

describe('a mute in a room', () => {
  test('keeps somebody from writing, with the reason, and from nothing else', async () => {
    const { mona, max, room, moderator, member } = await stage();
    const { id } = await max.post(room, 'before');
    expect(await impose(moderator, room, { user: member.user.id, kind: 'mute', reason: 'too loud' })).toMatchObject({
      ...{ status: 201, body: { sanction: { kind: 'mute', reason: 'too loud', by: { name: 'Mona' } } } },
    });
    const restriction = { kind: 'mute', reason: 'too loud' };
    expect(await max.next('room', ({ mine }) => mine?.restriction !== undefined)).toMatchObject({
      mine: { restriction },
    });
    for (const frame of [
      { type: 'message', id: randomUUID(), body: 'x' },
      { type: 'edit', message: id, body: 'x' },
      { type: 'react', message: id, emoji: '👍', on: true },
    ]) {
      const error = await max.error({ ...frame, room });
      expect(error).toMatchObject({ code: 'forbidden', restriction });
      expect(error.message).toContain('too loud');
    }
    max.send({ type: 'typing', room, on: true });
    await mona.post(room, 'we go on');
    await max.next('message', ({ body }) => body === 'we go on');
    await max.ack({ type: 'read', room, seq: 2 });
    await max.ack({ type: 'delete', room, message: id });
    expect((await mona.settled()).filter(({ type }) => type === 'typing')).toEqual([]);
    const again = await server().connect(member);
    expect(again.greeted.rooms.find((one) => one.id === room)).toMatchObject({ restriction });
  });

  test('what was stored before is acknowledged again (G2)', async () => {
    const { max, room, moderator, member } = await stage();
    const { id, seq } = await max.post(room, 'before');
    await impose(moderator, room, { user: member.user.id, kind: 'mute' });
    expect(await max.ack({ type: 'message', id, room, body: 'before' })).toMatchObject({ seq });
  });

  test('a later one takes its place; lifting it twice is lifting it once', async () => {
    const { max, room, moderator, member } = await stage();
    await impose(moderator, room, { user: member.user.id, kind: 'mute', reason: 'first' });
    const id = idOf(await impose(moderator, room, { user: member.user.id, kind: 'mute', reason: 'second' }));
    const { body } = await call(moderator, 'GET', `/api/rooms/${room}/sanctions`);
    expect((body as SanctionList).sanctions).toMatchObject([{ id, reason: 'second', user: { name: 'Max' } }]);
    for (let n = 0; n < 2; n += 1) {
      expect((await call(moderator, 'DELETE', `/api/rooms/${room}/sanctions/${id}`)).status).toBe(204);
    }
    await max.next('room', ({ mine }) => mine !== undefined && mine.restriction === undefined);
    await max.post(room, 'free again');
    expect(await audit(moderator, `room=${room}&action=member.unmute`)).toHaveLength(1);
  });

  test('nobody does it to an equal or better, nor frees themselves', async () => {
    const { owner, moderator, member, room } = await stage();
    const other = await server().guest('Mia');
    await (await server().connect(other)).join(room);
    await call(owner, 'PATCH', `/api/rooms/${room}/members/${other.user.id}`, { role: 'moderator' });
    for (const [by, user] of [
      [moderator, owner],
      [moderator, other],
      [moderator, moderator],
      [owner, staff],
      [member, other],
      [member, member],
    ] as const) {
      for (const kind of ['mute', 'ban']) {
        expect(await impose(by, room, { user: user.user.id, kind })).toMatchObject({
          ...{ status: 403, body: { code: 'forbidden' } },
        });
      }
    }
    const id = idOf(await impose(owner, room, { user: moderator.user.id, kind: 'mute' }));
    expect(await call(moderator, 'DELETE', `/api/rooms/${room}/sanctions/${id}`)).toMatchObject({ status: 403 });
    expect(await impose(staff, room, { user: owner.user.id, kind: 'mute' })).toMatchObject({ status: 201 });
  });

  test('a wish that makes no sense is refused', async () => {
    const { moderator, member, room } = await stage();
    for (const [fields, code] of [
      [{ reason: '' }, 'invalid'],
      [{ reason: 'x'.repeat(251) }, 'invalid'],
      [{ reason: undefined }, 'invalid'],
      [{ kind: 'shout' }, 'invalid'],
      [{ until: 1 }, 'invalid'],
      [{ until: 1.5 }, 'invalid'],
      // No date can hold it.
      [{ until: Number.MAX_SAFE_INTEGER }, 'invalid'],
      [{ user: 'nobody' }, 'user_not_found'],
    ] as const) {
      const answer = await impose(moderator, room, { user: member.user.id, kind: 'mute', ...fields });
      expect(answer.body).toMatchObject({ code });
    }
  });
});

describe('a ban from a room', () => {
  test('takes somebody out at once (G8) and keeps them out until it is lifted', async () => {
    const { mona, max, room, owner, moderator, member } = await stage();
    const { id: before } = await mona.post(room, 'before');
    await max.next('message', ({ id }) => id === before);
    const id = idOf(await impose(moderator, room, { user: member.user.id, kind: 'ban', reason: 'spam' }));
    const restriction = { kind: 'ban', reason: 'spam' };
    expect(await max.next('room', ({ removed }) => removed === true)).toMatchObject({ restriction });
    expect(await mona.next('member', (push) => push.role === undefined)).toMatchObject({ user: { name: 'Max' } });
    await mona.post(room, 'after');
    expect((await max.settled()).filter(({ type }) => type === 'message' || type === 'activity')).toEqual([]);
    for (const frame of [
      { type: 'join' },
      { type: 'message', id: randomUUID(), body: 'x' },
      { type: 'delete', message: before },
      { type: 'read', seq: 1 },
    ]) {
      expect(await max.error({ ...frame, room })).toMatchObject({ code: 'forbidden', restriction });
    }
    for (const path of ['messages', 'members', 'pins']) {
      expect(await call(member, 'GET', `/api/rooms/${room}/${path}`)).toMatchObject({
        status: 403,
        body: { restriction },
      });
    }
    const found = await call(member, 'GET', '/api/search?q=before');
    expect(
      (found.body as { hits: { message: Message }[] }).hits.filter(({ message }) => message.room === room),
    ).toEqual([]);
    const admission = await call(owner, 'POST', `/api/rooms/${room}/members`, { user: member.user.id });
    expect(admission.body).toMatchObject({ code: 'forbidden' });
    await call(moderator, 'DELETE', `/api/rooms/${room}/sanctions/${id}`);
    await max.join(room);
  });

  test('from a private room it looks as if there were none', async () => {
    const { max, room, moderator, member, owner } = await stage({ private: true });
    await impose(moderator, room, { user: member.user.id, kind: 'ban' });
    await max.next('room', ({ removed }) => removed === true);
    expect(await max.error({ type: 'join', room })).toMatchObject({ code: 'room_not_found' });
    expect(await max.error({ type: 'join', room })).not.toHaveProperty('restriction');
    const admission = await call(owner, 'POST', `/api/rooms/${room}/members`, { user: member.user.id });
    expect(admission.body).toMatchObject({ code: 'forbidden' });
  });

  test('somebody who joins at the same moment is not in afterwards', async () => {
    const { room, moderator } = await stage();
    const late = await server().guest('Lara');
    const lara = await server().connect(late);
    const [, answer] = await Promise.all([
      lara.request({ type: 'join', room }),
      impose(moderator, room, { user: late.user.id, kind: 'ban' }),
    ]);
    expect(answer.status).toBe(201);
    await lara.request({ type: 'ping' });
    expect(await lara.error({ type: 'message', room, id: randomUUID(), body: 'x' })).toMatchObject({
      code: 'forbidden',
    });
    const { body } = await call(moderator, 'GET', `/api/rooms/${room}/members`);
    expect(JSON.stringify(body)).not.toContain(late.user.id);
  });
});

describe('a ban from the server', () => {
  test('ends every session, closes every socket with 4003 within a second, and says why at the door', async () => {
    const fields = newAccount('Bela');
    const account = await signUp(server(), fields);
    const second = await signIn(server(), fields.email);
    const sockets = [await server().connect(account), await server().connect(second), await server().connect(second)];
    const began = performance.now();
    const answer = await impose(staff, undefined, { user: account.user.id, kind: 'ban', reason: 'no more' });
    for (const socket of sockets) expect(await socket.close()).toEqual({ code: 4003, reason: 'banned: no more' });
    expect(performance.now() - began).toBeLessThan(1_000);

    const restriction = { kind: 'ban', reason: 'no more' };
    for (const { token } of [account, second]) {
      expect(await call({ token } as Guest, 'GET', '/api/rooms')).toMatchObject({ status: 403, body: { restriction } });
      expect(
        (
          await server()
            .open({ headers: { authorization: `Bearer ${token}` } })
            .close()
        ).code,
      ).toBe(4003);
      const bare = server().open();
      await bare.opened;
      expect(await bare.error({ type: 'auth', token })).toMatchObject({ code: 'forbidden', restriction });
      expect((await bare.close()).code).toBe(4003);
    }
    const { email } = fields;
    const door = await server().call('POST', '/api/auth/sign-in/email', { body: { email, password: PASSWORD } });
    expect(door).toMatchObject({ status: 403, body: { code: 'forbidden', restriction } });
    expect((await call(account, 'GET', '/api/start')).body).toMatchObject({ restriction });

    await call(staff, 'DELETE', `/api/sanctions/${idOf(answer)}`);
    // The sessions have ended for good; the person may begin a new one.
    expect((await call(account, 'GET', '/api/session')).status).toBe(401);
    await signIn(server(), email);
  });

  test('a guest does not come back from the same session, nor as another guest from the same browser', async () => {
    const guest = await server().guest('Gus');
    const socket = await server().connect(guest);
    const answer = await impose(staff, undefined, { user: guest.user.id, kind: 'ban' });
    expect((await socket.close()).code).toBe(4003);
    const again = await call(guest, 'POST', '/api/session/guest', { name: 'Gustav' });
    expect(again).toMatchObject({ status: 403, body: { restriction: { kind: 'ban' } } });
    await call(staff, 'DELETE', `/api/sanctions/${idOf(answer)}`);
    expect((await call(guest, 'GET', '/api/session')).status).toBe(401);
  });

  test('mute on the server: in every room, also in those joined later', async () => {
    const { max, member, room } = await stage();
    await impose(staff, undefined, { user: member.user.id, kind: 'mute' });
    await max.next('room', ({ mine }) => mine?.restriction !== undefined);
    await max.join('general');
    for (const place of [room, 'general']) {
      expect(await max.error({ type: 'message', room: place, id: randomUUID(), body: 'x' })).toMatchObject({
        restriction: { kind: 'mute' },
      });
    }
  });

  test('only staff do that, and nobody to the owner', async () => {
    const { owner, member } = await stage();
    expect(await impose(owner, undefined, { user: member.user.id, kind: 'ban' })).toMatchObject({ status: 403 });
    expect(await impose(staff, undefined, { user: staff.user.id, kind: 'ban' })).toMatchObject({ status: 403 });
    expect(await call(owner, 'GET', '/api/sanctions')).toMatchObject({ status: 403 });
  });
});

describe('reports', () => {
  const report = (by: Guest, room: string, message: string, reason = 'not nice') =>
    call(by, 'POST', `/api/rooms/${room}/messages/${message}/report`, { reason });
  const waiting = async (by: Guest) => ((await call(by, 'GET', '/api/reports')).body as ReportList).reports;

  test('moderators see them at once, the author and others never; once each', async () => {
    const { mona, max, room, owner, moderator, member } = await stage();
    const { id } = await max.post(room, 'rude');
    expect((await report(owner, room, id, 'insult')).status).toBe(204);
    expect(await report(owner, room, id)).toMatchObject({ status: 409 });
    expect((await report(moderator, room, id)).status).toBe(204);
    expect((await mona.next('reports', ({ open }) => open === 1)).open).toBe(1);
    expect(await waiting(moderator)).toMatchObject([
      { message: { id, body: 'rude' }, room: { id: room }, complaints: [{ reason: 'insult' }, { reason: 'not nice' }] },
    ]);
    expect(await waiting(member)).toEqual([]);
    expect((await waiting(staff)).map(({ message }) => message.id)).toContain(id);
    expect((await max.settled()).filter(({ type }) => type === 'reports')).toEqual([]);
    expect((await server().connect(moderator)).greeted.reports).toBe(1);
  });

  test('wait for who moderates now: whoever is made a moderator hears of them, and whoever is one no longer', async () => {
    const { mona, max, room, owner, moderator, member } = await stage();
    const { id } = await max.post(room, 'rude');
    await report(owner, room, id);
    await mona.next('reports', ({ open }) => open === 1);
    const role = (who: Guest, to: string) =>
      call(owner, 'PATCH', `/api/rooms/${room}/members/${who.user.id}`, { role: to });
    expect((await role(moderator, 'member')).status).toBe(200);
    await mona.next('reports', ({ open }) => open === 0);
    expect((await role(moderator, 'moderator')).status).toBe(200);
    await mona.next('reports', ({ open }) => open === 1);
    expect((await call(moderator, 'DELETE', `/api/rooms/${room}/members/me`)).status).toBe(204);
    await mona.next('reports', ({ open }) => open === 0);
    expect((await call(member, 'DELETE', `/api/rooms/${room}/members/me`)).status).toBe(204);
    expect((await max.settled()).filter(({ type }) => type === 'reports')).toEqual([]);
  });

  test('go with their room, and its moderators hear of that', async () => {
    const { mona, max, room, owner } = await stage();
    const { id } = await max.post(room, 'rude');
    await report(owner, room, id);
    await mona.next('reports', ({ open }) => open === 1);
    expect((await call(owner, 'DELETE', `/api/rooms/${room}`)).status).toBe(204);
    await mona.next('reports', ({ open }) => open === 0);
  });

  test('nobody reports themselves, or what isn’t there; nobody sees what is said about their own', async () => {
    const { mona, room, moderator, member, owner } = await stage();
    const { id } = await mona.post(room, 'mine');
    expect(await report(moderator, room, id)).toMatchObject({ status: 403 });
    expect(await report(member, room, 'nothing')).toMatchObject({ status: 404, body: { code: 'message_not_found' } });
    expect(await report(member, room, id, '')).toMatchObject({ status: 400 });
    await report(member, room, id);
    expect(await waiting(moderator)).toEqual([]);
    expect(await waiting(owner)).toHaveLength(1);
    expect(await call(moderator, 'POST', `/api/reports/${id}/resolve`, {})).toMatchObject({ status: 404 });
  });

  test('deleting the message and banning the author closes all of them', async () => {
    const { mona, max, room, owner, moderator, member } = await stage();
    const { id } = await max.post(room, 'rude');
    await report(owner, room, id);
    const verdict = { delete: true, sanction: { kind: 'ban', reason: 'rude' } };
    expect((await call(moderator, 'POST', `/api/reports/${id}/resolve`, verdict)).status).toBe(204);
    await mona.next('message', (message) => message.deletedBy === 'moderator');
    await max.next('room', ({ removed }) => removed === true);
    await mona.next('reports', ({ open }) => open === 0);
    expect(await waiting(owner)).toEqual([]);
    expect((await audit(moderator, `room=${room}`)).map(({ action }) => action)).toEqual(
      expect.arrayContaining(['report.resolve', 'member.ban', 'message.delete']),
    );
    expect(await audit(moderator, `room=${room}&action=report.resolve`)).toMatchObject([
      { user: { id: member.user.id }, message: id, detail: { resolution: 'banned' } },
    ]);
  });

  test('what is wrong in a direct room goes to the staff, who may act on the server alone', async () => {
    const [ann, bob] = [await server().guest('Ann'), await signUp(server(), newAccount('Bob'))];
    const opened = await call(bob, 'POST', '/api/rooms/direct', { users: [ann.user.id] });
    // Accounts find everybody.
    const { room } = opened.body as { room: { id: string } };
    const sent = await (await server().connect(bob)).post(room.id, 'psst');
    expect((await report(ann, room.id, sent.id)).status).toBe(204);
    expect((await waiting(staff)).find(({ message }) => message.id === sent.id)).toMatchObject({
      room: { direct: true },
    });
    expect(await waiting(bob)).toEqual([]);
    const resolve = (verdict: unknown) => call(staff, 'POST', `/api/reports/${sent.id}/resolve`, verdict);
    expect(await resolve({ delete: true })).toMatchObject({ status: 403 });
    const sanction = { kind: 'mute', reason: 'psst', until: null, everywhere: true };
    expect((await resolve({ delete: null, sanction })).status).toBe(204);
  });

  test('not without bound; those of a deleted room no longer count', async () => {
    const { max, room, owner } = await stage();
    for (let n = 0; n < 20; n += 1) await report(owner, room, (await max.post(room, `rude ${n}`)).id);
    const { id } = await max.post(room, 'one more');
    expect(await report(owner, room, id)).toMatchObject({ status: 429 });
    expect((await call(owner, 'DELETE', `/api/rooms/${room}`)).status).toBe(204);
    const other = await stage();
    const rude = await other.max.post(other.room, 'rude');
    expect((await report(owner, other.room, rude.id)).status).toBe(204);
  });
});

describe('the audit log', () => {
  test('is read by moderators for their room, by staff for all they see, page by page', async () => {
    const { owner, moderator, member, room } = await stage();
    const hidden = await stage({ private: true });
    await impose(hidden.moderator, hidden.room, { user: hidden.member.user.id, kind: 'mute', reason: 'hidden' });
    await impose(moderator, room, { user: member.user.id, kind: 'mute', reason: 'seen' });
    await call(owner, 'PATCH', `/api/rooms/${room}`, { slowModeMs: 5_000 });
    await call(owner, 'PATCH', `/api/rooms/${room}`, { archived: true });

    const ofRoom = await audit(moderator, `room=${room}`);
    expect(ofRoom.map(({ action }) => action)).toEqual([
      'room.archive',
      'room.slow-mode',
      'member.mute',
      'member.role',
    ]);
    const [, second] = ofRoom;
    const page = (await call(moderator, 'GET', `/api/audit?room=${room}&before=${second?.id}&limit=1`))
      .body as AuditPage;
    expect(page).toMatchObject({ entries: [{ action: 'member.mute', detail: { reason: 'seen' } }], hasMore: true });
    expect(await audit(staff, `user=${member.user.id}&action=member.mute`)).toMatchObject([
      { actor: { name: 'Mona' } },
    ]);
    expect(await audit(staff, `actor=${moderator.user.id}`)).toHaveLength(1);
    expect(await audit(staff, `user=${hidden.member.user.id}`)).toEqual([]);
    expect(await audit(hidden.moderator, `room=${hidden.room}&action=member.mute`)).toHaveLength(1);
    expect(await call(member, 'GET', `/api/audit?room=${room}`)).toMatchObject({ status: 403 });
    expect(await call(owner, 'GET', '/api/audit')).toMatchObject({ status: 403 });
    expect(await call(staff, 'GET', '/api/audit?action=nonsense')).toMatchObject({ status: 400 });
  });

  test('keeps a deleted public room’s name, and nothing of a private one', async () => {
    const [open, closed] = [await stage(), await stage({ private: true })];
    for (const { owner, room } of [open, closed]) await call(owner, 'DELETE', `/api/rooms/${room}`);
    expect(await audit(staff, `actor=${open.owner.user.id}&action=room.delete`)).toMatchObject([
      { room: { id: open.room } },
    ]);
    expect((await audit(staff, `actor=${open.owner.user.id}&action=room.delete`))[0]?.room?.name).toMatch(/^room \d+$/);
    expect(await audit(staff, `actor=${closed.owner.user.id}`)).toEqual([]);
  });
});
