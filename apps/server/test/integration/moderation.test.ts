import { randomUUID } from 'node:crypto';
import type { AuditPage, SanctionReply } from '@confab/protocol';
import { describe, expect, test } from 'vitest';
import { sharedServer } from '../support/server.ts';

const server = sharedServer();

/** A public room with its owner and a member, both in it. */
async function stage(room: { private?: boolean } = {}) {
  const owner = await server().guest('Olga');
  const member = await server().guest('Max');
  const id = await server().createRoom(owner, room);
  const [olga, max] = [await server().connect(owner), await server().connect(member)];
  await olga.join(id);
  if (!room.private) await max.join(id);
  return { owner, member, room: id, olga, max };
}

const sanction = (token: string, room: string, body: Record<string, unknown>) =>
  server().call('POST', `/api/rooms/${room}/sanctions`, { token, body });

describe('deleting what others wrote', () => {
  test('a moderator leaves a tombstone that says so, and an audit entry', async () => {
    const { olga, max, room, owner, member } = await stage();
    const { id } = await max.post(room, 'rude');
    await olga.ack({ type: 'delete', room, message: id });
    const gone = await max.next('message', (message) => message.deleted === true);
    expect(gone).toMatchObject({ id, body: '', deletedBy: 'moderator' });
    const answer = await server().call('GET', `/api/audit?room=${room}`, { token: owner.token });
    expect((answer.body as AuditPage).entries).toMatchObject([
      {
        action: 'message.delete',
        actor: { name: 'Olga' },
        user: { id: member.user.id },
        message: id,
        room: { id: room },
      },
    ]);
  });
});

describe('a ban from a room', () => {
  test('takes somebody out at once and keeps them out', async () => {
    const { olga, max, room, owner, member } = await stage();
    const answer = await sanction(owner.token, room, { user: member.user.id, kind: 'ban', reason: 'spam' });
    expect(answer).toMatchObject({
      status: 201,
      body: { sanction: { kind: 'ban', reason: 'spam', user: { name: 'Max' } } },
    });
    expect(await max.next('room')).toMatchObject({ removed: true, restriction: { kind: 'ban', reason: 'spam' } });
    await olga.post(room, 'after');
    expect((await max.settled()).filter(({ type }) => type === 'message' || type === 'activity')).toEqual([]);
    for (const frame of [
      { type: 'join', room },
      { type: 'message', room, id: randomUUID(), body: 'x' },
    ]) {
      expect(await max.error(frame)).toMatchObject({ code: 'forbidden', restriction: { kind: 'ban', reason: 'spam' } });
    }
    const { id } = (answer.body as SanctionReply).sanction;
    for (let n = 0; n < 2; n += 1) {
      const lifted = await server().call('DELETE', `/api/rooms/${room}/sanctions/${id}`, { token: owner.token });
      expect(lifted.status).toBe(204);
    }
    await max.join(room);
  });
});
