import { CLOSE, type HelloMessage, LIMITS } from '@confab/protocol';
import type { SessionRecord } from '../log/directory.ts';
import { encodeHello } from '../rooms/hello.ts';
import type { Person } from '../rooms/person.ts';
import { banWords, restrictionOf } from '../rooms/sanctions.ts';
import type { Connection } from './connection.ts';
import { encodeFrame } from './frame.ts';
import type { Services } from './services.ts';

/** Makes a connection its user's, and says hello; closes it where they may not come in. */
export async function greet(connection: Connection, session: SessionRecord): Promise<void> {
  const { people, presence, reports, rooms, sanctions, sessions } = connection.services;
  // Known from here on, so that a session that ends meanwhile takes the connection with it.
  connection.session = session;
  if (!(await sessions.stillHolds(session))) {
    connection.close(CLOSE.revoked, 'the session was revoked');
    return;
  }
  const ban = sanctions.find(session.user.id, 'ban');
  if (ban) {
    connection.close(CLOSE.revoked, banWords(restrictionOf(ban)));
    return;
  }
  const person = await people.arrive(session);
  if (connection.isClosed) {
    presence.abandon(person);
    return;
  }
  const subscriber = connection.become(person);
  const hello = helloOf(person, session, connection.services);
  const waiting = reports.countFor(person);
  if (waiting > 0) hello.reports = waiting;
  connection.deliver(encodeFrame(encodeHello(hello, person, rooms)));
  presence.connect(subscriber);
}

function helloOf(
  { serverRole }: Person,
  { user }: SessionRecord,
  { clock, fileBytes, replay, times, version }: Services,
): Omit<HelloMessage, 'rooms'> {
  return {
    type: 'hello',
    role: serverRole,
    user,
    server: { version, now: clock.now(), life: replay.life },
    heartbeatMs: times.heartbeat,
    limits: {
      frameBytes: LIMITS.frameBytes,
      bodyCodePoints: LIMITS.bodyCodePoints,
      idLength: LIMITS.idLength,
      fileBytes,
    },
  };
}
