import { randomUUID } from 'node:crypto';
import {
  type BotReply,
  CLIENT_SCHEMAS,
  CLOSE,
  type SessionInfo,
  type SessionList,
  type SignedInReply,
} from '@confab/protocol';
import { beforeAll, describe, expect, test } from 'vitest';
import { STATUS } from '../../src/http/errors.ts';
import { type Name, PEOPLE, PIXEL, type Place, type Sort, Stage } from '../support/access-stage.ts';
import { freshEmail, newAccount, PASSWORD, signUp } from '../support/accounts.ts';
import type { Frame } from '../support/client.ts';
import type { RequestOptions } from '../support/http.ts';
import { type Guest, sharedServer } from '../support/server.ts';

/*
 * Who may do what, as the real server answers. Who asks:
 *
 *   str  a stranger, without a session          mut  a guest who is a member, and muted on the server
 *   bot  a bot that was not let in              mem  a member with an account
 *   ban  a guest banned from the room           mod  a moderator of the room
 *   exi  a guest banned from the server         own  its owner
 *   out  a guest who is no member               adm  an admin of the server, no member of the room
 *   gue  a guest who is a member                srv  the server's owner
 *
 * The archived room is a public one.
 */

/** Routes that name a room, or what is in one: the status that each is answered with. */
const ROOM_ROUTES = `
                                                   | public                                      | private                                 | direct                      | archived
                                                   | str bot ban exi out gue mut mem mod own adm | str bot ban out gue mut mem mod own adm | str bot out gue mut mem adm | out gue mem mod own adm
GET    /api/rooms/:room/messages                   | 401 404 403 403 200 200 200 200 200 200 200 | 401 404 404 404 200 200 200 200 200 404 | 401 404 404 200 200 200 404 | 200 200 200 200 200 200
GET    /api/rooms/:room/threads/:root/messages     | 401 404 403 403 200 200 200 200 200 200 200 | 401 404 404 404 200 200 200 200 200 404 | 401 404 404 200 200 200 404 | 200 200 200 200 200 200
PUT    /api/rooms/:room/threads/:root/read         | 401 404 403 403 403 204 204 204 204 204 403 | 401 404 404 404 204 204 204 204 204 404 | 401 404 404 204 204 204 404 | 403 204 204 204 204 403
PUT    /api/rooms/:room/threads/:root/follow       | 401 404 403 403 403 204 204 204 204 204 403 | 401 404 404 404 204 204 204 204 204 404 | 401 404 404 204 204 204 404 | 403 204 204 204 204 403
DELETE /api/rooms/:room/threads/:root/follow       | 401 404 403 403 403 204 204 204 204 204 403 | 401 404 404 404 204 204 204 204 204 404 | 401 404 404 204 204 204 404 | 403 204 204 204 204 403
GET    /api/search ?room                           | 401 404 403 403 200 200 200 200 200 200 200 | 401 404 404 404 200 200 200 200 200 404 | 401 404 404 200 200 200 404 | 200 200 200 200 200 200
GET    /api/rooms/:room/reactions/:message         | 401 404 403 403 200 200 200 200 200 200 200 | 401 404 404 404 200 200 200 200 200 404 | 401 404 404 200 200 200 404 | 200 200 200 200 200 200
GET    /api/rooms/:room/pins                       | 401 404 403 403 200 200 200 200 200 200 200 | 401 404 404 404 200 200 200 200 200 404 | 401 404 404 200 200 200 404 | 200 200 200 200 200 200
PUT    /api/rooms/:room/pins/:message              | 401 404 403 403 403 403 403 204 204 204 204 | 401 404 404 404 403 403 204 204 204 404 | 401 404 404 204 204 204 404 | 403 403 403 403 403 403
DELETE /api/rooms/:room/pins/:message              | 401 404 403 403 403 403 403 204 204 204 204 | 401 404 404 404 403 403 204 204 204 404 | 401 404 404 204 204 204 404 | 403 403 403 403 403 403
POST   /api/rooms/:room/files                      | 401 404 403 403 403 201 403 201 201 201 403 | 401 404 404 404 201 403 201 201 201 404 | 401 404 404 201 403 201 404 | 403 403 403 403 403 403
GET    /api/files/:id                              | 401 404 404 403 200 200 200 200 200 200 200 | 401 404 404 404 200 200 200 200 200 404 | 401 404 404 200 200 200 404 | 200 200 200 200 200 200
GET    /api/files/:id/thumb                        | 401 404 404 403 200 200 200 200 200 200 200 | 401 404 404 404 200 200 200 200 200 404 | 401 404 404 200 200 200 404 | 200 200 200 200 200 200
DELETE /api/files/:id another’s                    | 401 404 404 403 404 404 404 404 404 404 404 | 401 404 404 404 404 404 404 404 404 404 | 401 404 404 404 404 404 404 | 404 404 404 404 404 404
GET    /api/rooms/:room/members                    | 401 404 403 403 200 200 200 200 200 200 200 | 401 404 404 404 200 200 200 200 200 404 | 401 404 404 200 200 200 404 | 200 200 200 200 200 200
POST   /api/rooms/:room/members                    | 401 404 403 403 403 403 403 201 201 201 201 | 401 404 404 404 403 403 201 201 201 404 | 401 404 404 403 403 403 404 | 403 403 201 201 201 201
POST   /api/rooms/:room/members a moderator        | 401 404 403 403 403 403 403 403 403 201 201 | 401 404 404 404 403 403 403 403 201 404 | 401 404 404 403 403 403 404 | 403 403 403 403 201 201
PATCH  /api/rooms/:room/members/:user              | 401 404 403 403 403 403 403 403 403 200 200 | 401 404 404 404 403 403 403 403 200 404 | 401 404 404 403 403 403 404 | 403 403 403 403 200 200
DELETE /api/rooms/:room/members/:user              | 401 404 403 403 403 403 403 403 204 204 204 | 401 404 404 404 403 403 403 204 204 404 | 401 404 404 403 403 403 404 | 403 403 403 204 204 204
DELETE /api/rooms/:room/members/:user the owner    | 401 404 403 403 403 403 403 403 403 403 204 | 401 404 404 404 403 403 403 403 403 404 | 401 404 404 403 403 403 404 | 403 403 403 403 403 204
PATCH  /api/rooms/:room/members/me                 | 401 404 403 403 403 200 200 200 200 200 403 | 401 404 404 404 200 200 200 200 200 404 | 401 404 404 200 200 200 404 | 403 200 200 200 200 403
DELETE /api/rooms/:room/members/me                 | 401 404 403 403 403 204 204 204 204 204 403 | 401 404 404 404 204 204 204 204 204 404 | 401 404 404 403 403 403 404 | 403 204 204 204 204 403
POST   /api/rooms/:room/invites                    | 401 404 403 403 403 403 403 201 201 201 201 | 401 404 404 404 403 403 201 201 201 404 | 401 404 404 403 403 403 404 | 403 403 201 201 201 201
GET    /api/rooms/:room/invites                    | 401 404 403 403 403 403 403 200 200 200 200 | 401 404 404 404 403 403 200 200 200 404 | 401 404 404 403 403 403 404 | 403 403 200 200 200 200
DELETE /api/rooms/:room/invites/:id another’s      | 401 404 403 403 403 403 403 404 204 204 204 | 401 404 404 404 403 403 404 204 204 404 | 401 404 404 403 403 403 404 | 403 403 404 204 204 204
GET    /api/invites/:code                          | 200 200 200 200 200 200 200 200 200 200 200 | 200 200 200 200 200 200 200 200 200 200 | 404 404 404 404 404 404 404 | 200 200 200 200 200 200
POST   /api/invites/:code                          | 401 200 403 403 200 200 200 200 200 200 200 | 401 200 403 200 200 200 200 200 200 200 | 401 404 404 404 404 404 404 | 200 200 200 200 200 200
POST   /api/rooms/:room/sanctions mute             | 401 404 403 403 403 403 403 403 201 201 201 | 401 404 404 404 403 403 403 201 201 404 | 401 404 404 403 403 403 404 | 403 403 403 201 201 201
POST   /api/rooms/:room/sanctions ban              | 401 404 403 403 403 403 403 403 201 201 201 | 401 404 404 404 403 403 403 201 201 404 | 401 404 404 403 403 403 404 | 403 403 403 201 201 201
POST   /api/rooms/:room/sanctions the owner        | 401 404 403 403 403 403 403 403 403 403 201 | 401 404 404 404 403 403 403 403 403 404 | 401 404 404 403 403 403 404 | 403 403 403 403 403 201
GET    /api/rooms/:room/sanctions                  | 401 404 403 403 403 403 403 403 200 200 200 | 401 404 404 404 403 403 403 200 200 404 | 401 404 404 403 403 403 404 | 403 403 403 200 200 200
DELETE /api/rooms/:room/sanctions/:id              | 401 404 403 403 403 403 403 403 204 204 204 | 401 404 404 404 403 403 403 204 204 404 | 401 404 404 403 403 403 404 | 403 403 403 204 204 204
POST   /api/rooms/:room/messages/:message/report   | 401 404 403 403 204 204 204 204 204 204 204 | 401 404 404 404 204 204 204 204 204 404 | 401 404 404 204 204 204 404 | 204 204 204 204 204 204
POST   /api/reports/:message/resolve               | 401 404 404 403 404 404 404 404 204 204 204 | 401 404 404 404 404 404 404 204 204 404 | 401 404 404 404 404 404 204 | 404 404 404 204 204 204
GET    /api/audit ?room                            | 401 404 403 403 403 403 403 403 200 200 200 | 401 404 404 404 403 403 403 200 200 404 | 401 404 404 403 403 403 404 | 403 403 403 200 200 200
PATCH  /api/rooms/:room topic                      | 401 404 403 403 403 403 403 403 403 200 200 | 401 404 404 404 403 403 403 403 200 404 | 401 404 404 403 403 403 404 | 403 403 403 403 200 200
PATCH  /api/rooms/:room archived                   | 401 404 403 403 403 403 403 403 403 200 200 | 401 404 404 404 403 403 403 403 200 404 | 401 404 404 403 403 403 404 | 403 403 403 403 200 200
PATCH  /api/rooms/:room slow mode                  | 401 404 403 403 403 403 403 403 200 200 200 | 401 404 404 404 403 403 403 200 200 404 | 401 404 404 403 403 403 404 | 403 403 403 200 200 200
DELETE /api/rooms/:room                            | 401 404 403 403 403 403 403 403 403 204 204 | 401 404 404 404 403 403 403 403 204 404 | 401 404 404 403 403 403 404 | 403 403 403 403 204 204
`;

/** Frames: 200 for a reply without an error, else the status that HTTP has for its code; --- where nobody hears of it. */
const ROOM_FRAMES = `
                                                   | public                                  | private                                 | direct                      | archived
                                                   | str bot ban out gue mut mem mod own adm | str bot ban out gue mut mem mod own adm | str bot out gue mut mem adm | out gue mem mod own adm
join                                               | 401 404 403 200 200 200 200 200 200 200 | 401 404 404 404 200 200 200 200 200 404 | 401 404 404 200 200 200 404 | 200 200 200 200 200 200
leave                                              | 401 404 403 200 200 200 200 200 200 200 | 401 404 404 404 200 200 200 200 200 404 | 401 404 404 200 200 200 404 | 200 200 200 200 200 200
message                                            | 401 404 403 403 200 403 200 200 200 403 | 401 404 404 404 200 403 200 200 200 404 | 401 404 404 200 403 200 404 | 403 403 403 403 403 403
message replyTo another’s                          | 401 404 403 403 200 403 200 200 200 403 | 401 404 404 404 200 403 200 200 200 404 | 401 404 404 200 403 200 404 | 403 403 403 403 403 403
message in a thread                                | 401 404 403 403 200 403 200 200 200 403 | 401 404 404 404 200 403 200 200 200 404 | 401 404 404 200 403 200 404 | 403 403 403 403 403 403
edit own                                           | 401 404 403 403 200 403 200 200 200 403 | 401 404 404 404 200 403 200 200 200 404 | 401 404 404 200 403 200 404 | 403 403 403 403 403 403
edit another’s                                     | 401 404 403 403 403 403 403 403 403 403 | 401 404 404 404 403 403 403 403 403 404 | 401 404 404 403 403 403 404 | 403 403 403 403 403 403
delete own                                         | 401 404 403 403 200 200 200 200 200 200 | 401 404 404 404 200 200 200 200 200 404 | 401 404 404 200 200 200 404 | 403 403 403 403 403 200
delete another’s                                   | 401 404 403 403 403 403 403 200 200 200 | 401 404 404 404 403 403 403 200 200 404 | 401 404 404 403 403 403 404 | 403 403 403 200 200 200
react                                              | 401 404 403 403 200 403 200 200 200 403 | 401 404 404 404 200 403 200 200 200 404 | 401 404 404 200 403 200 404 | 403 403 403 403 403 403
read                                               | 401 404 403 403 200 200 200 200 200 403 | 401 404 404 404 200 200 200 200 200 404 | 401 404 404 200 200 200 404 | 403 200 200 200 200 403
typing                                             | 401 --- --- --- 200 --- 200 200 200 --- | 401 --- --- --- 200 --- 200 200 200 --- | 401 --- --- 200 --- 200 --- | --- --- --- --- --- ---
`;

/** Routes about oneself and the server. */
const SERVER_ROUTES = `
                                                   | str bot exi gue mut mem adm srv
GET    /api/start                                  | 200 200 200 200 200 200 200 200
GET    /api/session                                | 401 200 403 200 200 200 200 200
DELETE /api/session                                | 401 204 403 204 204 204 204 204
POST   /api/session/guest                          | 201 201 403 201 201 201 201 201
POST   /api/auth/sign-up/email                     | 200 200 403 200 200 200 200 200
POST   /api/auth/sign-in/email                     | 401 401 401 401 401 401 401 401
POST   /api/auth/sign-out                          | 200 200 403 200 200 200 200 200
POST   /api/auth/change-password                   | 401 403 403 403 403 403 403 403
POST   /api/auth/request-password-reset            | 204 204 204 204 204 204 204 204
POST   /api/auth/reset-password                    | 400 400 400 400 400 400 400 400
GET    /api/sessions                               | 401 200 403 200 200 200 200 200
DELETE /api/sessions                               | 401 204 403 204 204 204 204 204
DELETE /api/sessions/:id own                       | 401 404 403 204 204 204 204 204
DELETE /api/sessions/:id another’s                 | 401 404 403 404 404 404 404 404
PATCH  /api/me                                     | 401 200 403 200 200 200 200 200
PUT    /api/me/avatar                              | 401 200 403 200 200 200 200 200
DELETE /api/me/avatar                              | 401 200 403 200 200 200 200 200
GET    /api/avatars/:id                            | 200 200 200 200 200 200 200 200
GET    /api/users                                  | 401 200 403 200 200 200 200 200
PATCH  /api/users/:user                            | 401 403 403 403 403 403 403 200
GET    /api/bots                                   | 401 403 403 403 403 403 200 200
POST   /api/bots                                   | 401 403 403 403 403 403 201 201
POST   /api/bots/:bot/token                        | 401 403 403 403 403 403 200 200
DELETE /api/bots/:bot                              | 401 403 403 403 403 403 204 204
GET    /api/rooms                                  | 401 200 403 200 200 200 200 200
POST   /api/rooms                                  | 401 403 403 201 201 201 201 201
POST   /api/rooms/direct                           | 401 403 403 200 200 200 200 200
GET    /api/threads                                | 401 200 403 200 200 200 200 200
GET    /api/search                                 | 401 200 403 200 200 200 200 200
POST   /api/invites                                | 401 403 403 403 403 403 201 201
GET    /api/invites                                | 401 403 403 403 403 403 200 200
DELETE /api/invites/:id                            | 401 403 403 403 403 403 404 404
POST   /api/sanctions                              | 401 403 403 403 403 403 201 201
POST   /api/sanctions an admin                     | 401 403 403 403 403 403 403 201
GET    /api/sanctions                              | 401 403 403 403 403 403 200 200
DELETE /api/sanctions/:id                          | 401 403 403 403 403 403 204 204
GET    /api/reports                                | 401 200 403 200 200 200 200 200
GET    /api/audit                                  | 401 403 403 403 403 403 200 200
GET    /healthz                                    | 200 200 200 200 200 200 200 200
GET    /readyz                                     | 200 200 200 200 200 200 200 200
GET    /metrics                                    | 200 200 200 200 200 200 200 200
`;

/** Frames about oneself. */
const SERVER_FRAMES = `
                                                   | str bot exi gue mut mem adm srv
auth                                               | 401 200 403 200 200 200 200 200
auth of another                                    | --- 409 403 409 409 409 409 409
presence                                           | 401 200 403 200 200 200 200 200
ping                                               | 401 200 403 200 200 200 200 200
`;

/** What stands in the place of `:room`, `:message` …, and what goes with it. */
interface Request {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
}
type Asker = Name | 'stranger';

const server = sharedServer({ TRUST_PROXY: '127.0.0.1' });
let stage: Stage;
/** The id of the owner’s avatar. */
let picture: string;

beforeAll(async () => {
  stage = await Stage.open(server());
  const token = stage.people.owner.token;
  const options = { token, body: PIXEL, headers: { 'content-type': 'image/png' } };
  const { body } = await server().call('PUT', '/api/me/avatar', options);
  picture = (body as SessionInfo).user.avatar?.split('/').at(-1) ?? '';
});

/** How each row of the room routes is asked. */
const ROOM_REQUESTS: Record<string, (place: Place, who: Asker) => Request | Promise<Request>> = {
  'GET /api/rooms/:room/threads/:root/messages': async (place) => ({ params: { root: await stage.thread(place) } }),
  'PUT /api/rooms/:room/threads/:root/read': async (place) => ({
    params: { root: await stage.thread(place) },
    body: { seq: 1 },
  }),
  'PUT /api/rooms/:room/threads/:root/follow': async (place) => ({ params: { root: await stage.thread(place) } }),
  'DELETE /api/rooms/:room/threads/:root/follow': async (place) => ({ params: { root: await stage.thread(place) } }),
  'GET /api/search ?room': ({ id }) => ({ query: { q: 'the', room: id } }),
  'GET /api/rooms/:room/reactions/:message': async (place) => ({
    params: { message: await others(place) },
  }),
  'PUT /api/rooms/:room/pins/:message': async (place) => ({ params: { message: await others(place) } }),
  'DELETE /api/rooms/:room/pins/:message': async (place) => ({ params: { message: await others(place) } }),
  'POST /api/rooms/:room/files': () => ({ body: 'a file', headers: { 'content-type': 'application/octet-stream' } }),
  'GET /api/files/:id': async (place) => ({ params: { id: await stage.file(place) } }),
  'GET /api/files/:id/thumb': async (place) => ({ params: { id: await stage.file(place) } }),
  'DELETE /api/files/:id another’s': async (place) => ({ params: { id: await stage.file(place) } }),
  'POST /api/rooms/:room/members': async () => ({ body: { user: (await stage.newcomer()).user.id } }),
  'POST /api/rooms/:room/members a moderator': async () => ({
    body: { user: (await stage.newcomer()).user.id, role: 'moderator' },
  }),
  'PATCH /api/rooms/:room/members/:user': async (place) => ({
    params: { user: await stage.victim(place) },
    body: { role: 'moderator' },
  }),
  'DELETE /api/rooms/:room/members/:user': async (place) => ({ params: { user: await stage.victim(place) } }),
  'DELETE /api/rooms/:room/members/:user the owner': () => ({ params: { user: stage.people.owner.user.id } }),
  'PATCH /api/rooms/:room/members/me': () => ({ body: { favourite: true } }),
  'POST /api/rooms/:room/invites': () => ({ body: {} }),
  'DELETE /api/rooms/:room/invites/:id another’s': async (place) => ({
    params: { id: (await stage.invite(place)).id },
  }),
  'GET /api/invites/:code': async (place) => ({ params: { code: (await stage.invite(place)).code } }),
  'POST /api/invites/:code': async (place) => ({ params: { code: (await stage.invite(place)).code } }),
  'POST /api/rooms/:room/sanctions mute': async (place) => ({ body: sanction('mute', await stage.victim(place)) }),
  'POST /api/rooms/:room/sanctions ban': async (place) => ({ body: sanction('ban', await stage.victim(place)) }),
  'POST /api/rooms/:room/sanctions the owner': () => ({ body: sanction('mute', stage.people.owner.user.id) }),
  'DELETE /api/rooms/:room/sanctions/:id': async (place) => ({ params: { id: await stage.sanction(place) } }),
  'POST /api/rooms/:room/messages/:message/report': async (place, who) => ({
    params: { message: await others(place, who) },
    body: { reason: 'because' },
  }),
  'POST /api/reports/:message/resolve': async (place, who) => {
    const closes = who === 'moderator' || who === 'owner' || who === 'admin';
    return { params: { message: await (closes ? stage.reported(place) : stage.lastingReport(place)) }, body: {} };
  },
  'GET /api/audit ?room': ({ id }) => ({ query: { room: id } }),
  'PATCH /api/rooms/:room topic': () => ({ body: { topic: 'of the table' } }),
  'PATCH /api/rooms/:room archived': ({ sort }) => ({ body: { archived: sort !== 'archived' } }),
  'PATCH /api/rooms/:room slow mode': () => ({ body: { slowModeMs: 0 } }),
};

/** What leaves the room changed where it succeeds, so that it gets a room of its own. */
const DESTRUCTIVE: ReadonlySet<string> = new Set([
  'DELETE /api/rooms/:room/members/:user the owner',
  'DELETE /api/rooms/:room/members/me',
  'POST /api/invites/:code',
  'POST /api/rooms/:room/sanctions the owner',
  'PATCH /api/rooms/:room archived',
  'DELETE /api/rooms/:room',
  'join',
  'leave',
]);

const ROOM_FRAME_FIELDS: Record<string, (place: Place, who: Asker) => object | Promise<object>> = {
  join: () => ({}),
  leave: () => ({}),
  message: () => ({ id: randomUUID(), body: 'hello' }),
  'message replyTo another’s': async (place, who) => ({
    id: randomUUID(),
    body: 'hello',
    replyTo: await others(place, who),
  }),
  'message in a thread': async (place) => ({ id: randomUUID(), body: 'hello', thread: await stage.thread(place) }),
  'edit own': async (place, who) => ({ message: await own(place, who), body: 'changed' }),
  'edit another’s': async (place, who) => ({ message: await others(place, who), body: 'changed' }),
  'delete own': async (place, who) => ({ message: await own(place, who) }),
  'delete another’s': async (place, who) => ({
    message: await stage.message(place, who === 'guest' ? 'member' : 'guest'),
  }),
  react: async (place, who) => ({ message: await others(place, who), emoji: '👍', on: true }),
  read: () => ({ seq: 1 }),
};

/** How each row of the server's routes is asked, by somebody who may be given up. */
const SERVER_REQUESTS: Record<string, (who: Guest | undefined) => Request | Promise<Request>> = {
  'POST /api/session/guest': () => ({ body: { name: 'Nell' } }),
  'POST /api/auth/sign-up/email': () => ({ body: newAccount('Nell') }),
  'POST /api/auth/sign-in/email': () => ({ body: { email: freshEmail(), password: PASSWORD } }),
  'POST /api/auth/change-password': () => ({ body: { currentPassword: 'a wrong one', newPassword: PASSWORD } }),
  'POST /api/auth/request-password-reset': () => ({
    body: { email: freshEmail() },
    headers: { 'x-forwarded-for': nextAddress() },
  }),
  'POST /api/auth/reset-password': () => ({ body: { token: 'none', newPassword: PASSWORD } }),
  'DELETE /api/sessions/:id own': async (who) => ({ params: { id: who ? await sessionId(who) : 'none' } }),
  'DELETE /api/sessions/:id another’s': async () => ({ params: { id: await sessionId(stage.people.owner) } }),
  'PATCH /api/me': () => ({ body: { statusText: 'at the table' } }),
  'PUT /api/me/avatar': () => ({ body: PIXEL, headers: { 'content-type': 'image/png' } }),
  'GET /api/avatars/:id': () => ({ params: { id: picture } }),
  'PATCH /api/users/:user': () => ({ params: { user: stage.people.moderator.user.id }, body: { role: 'member' } }),
  'POST /api/bots': () => ({ body: { name: 'Bot' } }),
  'POST /api/bots/:bot/token': async () => ({ params: { bot: (await newBot()).user.id } }),
  'DELETE /api/bots/:bot': async () => ({ params: { bot: (await newBot()).user.id } }),
  'POST /api/rooms': () => ({ body: { name: `of the table ${randomUUID()}` } }),
  'POST /api/rooms/direct': () => ({ body: { users: [stage.people.member.user.id] } }),
  'GET /api/search': () => ({ query: { q: 'the' } }),
  'POST /api/invites': () => ({ body: {} }),
  'DELETE /api/invites/:id': () => ({ params: { id: randomUUID() } }),
  'POST /api/sanctions': async () => ({ body: sanction('mute', (await stage.newcomer()).user.id) }),
  'POST /api/sanctions an admin': async () => ({ body: sanction('mute', (await newAdmin()).user.id) }),
  'DELETE /api/sanctions/:id': () => ({ params: { id: randomUUID() } }),
};

describe.each(parse(ROOM_ROUTES))('$name', ({ name, cells }) => {
  test.each(Object.keys(cells) as Sort[])('%s room', async (sort) => {
    const columns = Object.entries(cells[sort] ?? {});
    const statuses = columns.map(async ([column, expected]) => {
      const place = await placeFor(name, sort, expected);
      const who = WHO[column] ?? 'stranger';
      return (await askInRoom(name, place, who)).status;
    });
    await expectRow(columns, statuses);
  });
});

describe.each(parse(ROOM_FRAMES))('frame $name', ({ name, cells }) => {
  test.each(Object.keys(cells) as Sort[])('%s room', async (sort) => {
    const columns = Object.entries(cells[sort] ?? {});
    const answers: (number | string)[] = [];
    for (const [column, expected] of columns) {
      answers.push(await sayInRoom(name, await placeFor(name, sort, expected), WHO[column] ?? 'stranger'));
    }
    await expectRow(columns, answers);
  });
});

test.each(parse(SERVER_ROUTES))('$name', async ({ name, cells }) => {
  const columns = Object.entries(cells.server ?? {});
  const statuses = columns.map(async ([column]) => {
    const who = await (ENDS_SESSION.has(name) ? anotherOf(column) : oneOf(column));
    const request = (await SERVER_REQUESTS[name]?.(who)) ?? {};
    return (await ask(name, request, who?.token)).status;
  });
  await expectRow(columns, statuses);
});

test.each(parse(SERVER_FRAMES))('frame $name', async ({ name, cells }) => {
  const columns = Object.entries(cells.server ?? {});
  const answers = columns.map(async ([column]) => {
    const who = await oneOf(column);
    const [type = '', other] = name.split(' ');
    const token = other ? stage.people.moderator.token : (who?.token ?? 'none');
    const fields = type === 'auth' ? { token } : type === 'presence' ? { status: 'away' } : {};
    if (!who) return other ? '---' : sayAsStranger({ type, ...fields });
    if (who === stage.people.exiled) return connectAsExiled(who);
    const socket = await server().connect(who);
    const reply = await socket.request({ type, ...fields });
    await socket.leave();
    return reply.type === 'error' ? STATUS[reply.code] : 200;
  });
  await expectRow(columns, answers);
});

describe('what somebody may not see answers exactly as what does not exist', () => {
  const rows = parse(ROOM_ROUTES).filter(({ name }) => !name.includes('/api/invites/:code'));
  test.each(rows)('$name', async ({ name }) => {
    for (const sort of ['private', 'direct'] as const) {
      const place = await placeFor(name, sort, '404');
      // Staff deal with what is reported in a direct room.
      const invisible = !(name.startsWith('POST /api/reports') && sort === 'direct');
      const askers = ['outsider', 'banned', 'bot', ...(invisible ? (['admin'] as const) : [])] as const;
      const both = askers.map(async (who) => {
        const [real, missing] = [askInRoom(name, place, who), askInRoom(name, place, who, { missing: true })];
        expect(await real, `${who}, ${sort}`).toEqual(await missing);
      });
      await Promise.all(both);
    }
  });
});

test('the tables mention every route and every frame', async () => {
  const { body } = await server().call('GET', '/api/docs/json');
  const { paths } = body as { paths: Record<string, Record<string, unknown>> };
  const documented = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods)
      .filter((method) => method !== 'head')
      .map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
  );
  const listed = [...parse(ROOM_ROUTES), ...parse(SERVER_ROUTES)].map(({ name }) => routeOf(name).join(' '));
  expect([...new Set(listed)].sort()).toEqual([...documented, 'GET /healthz', 'GET /readyz', 'GET /metrics'].sort());
  const frames = [...parse(ROOM_FRAMES), ...parse(SERVER_FRAMES)].map(({ name }) => name.split(' ', 1)[0]);
  expect([...new Set(frames)].sort()).toEqual(Object.keys(CLIENT_SCHEMAS).sort());
});

/** A row: its name, and by group (a sort of room, or `server`) what each column expects. */
interface Row {
  name: string;
  cells: Partial<Record<string, Record<string, string>>>;
}

function parse(table: string): Row[] {
  const split = (line: string) => line.split('|').map((part) => part.trim());
  const lines = table.split('\n').filter((line) => line.trim() !== '');
  const titled = lines[0]?.includes('public') ?? false;
  const groups = titled ? split(lines[0] ?? '').slice(1) : ['server'];
  const columns = split(lines[titled ? 1 : 0] ?? '').slice(1);
  return lines.slice(titled ? 2 : 1).map((line) => {
    const [name = '', ...parts] = split(line);
    const cells = groups.map((group, i) => {
      const values = parts[i]?.split(' ') ?? [];
      return [group, Object.fromEntries((columns[i] ?? '').split(' ').map((column, j) => [column, values[j] ?? '?']))];
    });
    return { name: name.replace(/ +/g, ' '), cells: Object.fromEntries(cells) };
  });
}

const WHO: Record<string, Asker> = {
  str: 'stranger',
  ...Object.fromEntries(PEOPLE.map((name) => [name.slice(0, 3), name])),
};

/** Whether a whole row came as the table has it: the columns that differ stand out. */
async function expectRow(
  columns: [string, string][],
  answers: (number | string | Promise<number | string>)[],
): Promise<void> {
  const got = await Promise.all(answers);
  const line = (values: (string | number | undefined)[]) => columns.map(([column], i) => `${column} ${values[i]}`);
  expect(line(got)).toEqual(line(columns.map(([, expected]) => expected)));
}

function placeFor(name: string, sort: Sort, expected: string): Place | Promise<Place> {
  return DESTRUCTIVE.has(name) && expected.startsWith('2') ? stage.place(sort) : stage.lastingPlace(sort);
}

function routeOf(name: string): [method: string, path: string] {
  const [method = '', path = ''] = name.split(' ');
  return [method, path];
}

async function ask(name: string, request: Request, token: string | undefined) {
  const [method, route] = routeOf(name);
  const path = route.replace(/:(\w+)/g, (_all, key: string) => encodeURIComponent(request.params?.[key] ?? 'none'));
  const options: RequestOptions = { body: request.body };
  if (token !== undefined) options.token = token;
  if (request.headers) options.headers = request.headers;
  const { status, body, headers } = await server().call(
    method,
    `${path}?${new URLSearchParams(request.query)}`,
    options,
  );
  const { date: _date, ...rest } = Object.fromEntries(headers);
  return { status, body, headers: rest };
}

/** Asks about a room and what is in it; or, as `missing`, about ids that nothing has. */
async function askInRoom(name: string, place: Place, who: Asker, { missing = false } = {}) {
  const request = (await ROOM_REQUESTS[name]?.(place, who)) ?? {};
  const params: Record<string, string> = { room: place.id, ...request.params };
  const query = { ...request.query };
  if (missing) {
    for (const key of Object.keys(params)) params[key] = randomUUID();
    if (query.room) query.room = randomUUID();
  }
  return ask(name, { ...request, params, query }, who === 'stranger' ? undefined : stage.people[who].token);
}

async function sayInRoom(name: string, { sort, id }: Place, who: Asker): Promise<number | string> {
  const type = name.split(' ', 1)[0] ?? '';
  const place = { sort, id };
  if (type === 'typing')
    return who === 'stranger' ? sayAsStranger({ type, room: id, on: true }) : typeInRoom(place, who);
  const frame = { type, room: id, ...(await ROOM_FRAME_FIELDS[name]?.(place, who)) };
  if (who === 'stranger') return sayAsStranger(frame);
  const reply = await stage.socket(who).request(frame);
  return reply.type === 'error' ? STATUS[reply.code] : 200;
}

/** Without an identity, which must end the connection. */
async function sayAsStranger(frame: Frame): Promise<number> {
  const socket = server().open();
  await socket.opened;
  socket.send({ id: randomUUID(), ...frame });
  const { code } = await socket.close();
  expect(code).toBe(CLOSE.unauthenticated);
  return STATUS.unauthenticated;
}

/** The server lets them not come as far as a frame. */
async function connectAsExiled({ token }: Guest): Promise<number> {
  const { code } = await server()
    .open({ headers: { authorization: `Bearer ${token}` } })
    .close();
  expect(code).toBe(CLOSE.revoked);
  return STATUS.forbidden;
}

/** Whether another member hears that somebody types. */
async function typeInRoom({ id }: Place, who: Name): Promise<200 | '---'> {
  const listener = stage.socket(who === 'member' ? 'guest' : 'member');
  for (const on of [true, false]) {
    stage.socket(who).send({ type: 'typing', room: id, on });
    await stage.socket(who).settled();
  }
  const user = stage.people[who].user.id;
  const heard = (await listener.settled()).some(
    (frame) => frame.type === 'typing' && frame.room === id && frame.user.id === user,
  );
  return heard ? 200 : '---';
}

/** A message of the asker’s own, where they can have one. */
function own(place: Place, who: Asker): Promise<string> {
  return stage.message(place, who !== 'stranger' && stage.isIn(place, who) ? who : 'guest');
}

/** A message of somebody else. */
function others(place: Place, who?: Asker): Promise<string> {
  return stage.lastingMessage(place, who === 'guest' ? 'member' : 'guest');
}

const sanction = (kind: 'mute' | 'ban', user: string) => ({ user, kind, reason: 'because' });

/** What leaves its asker without the session. */
const ENDS_SESSION: ReadonlySet<string> = new Set([
  'DELETE /api/session',
  'POST /api/auth/sign-up/email',
  'POST /api/auth/sign-out',
  'DELETE /api/sessions',
  'DELETE /api/sessions/:id own',
]);

/** Somebody of a column who stays. */
async function oneOf(column: string): Promise<Guest | undefined> {
  if (column === 'srv') return stage.serverOwner;
  const who = WHO[column] ?? 'stranger';
  return who === 'stranger' ? undefined : stage.people[who];
}

/** Somebody else who is the same. */
async function anotherOf(column: string): Promise<Guest | undefined> {
  if (column === 'str') return undefined;
  if (column === 'bot') return newBot();
  if (column === 'gue') return stage.newcomer();
  if (column === 'mut' || column === 'exi') return sanctioned(column === 'mut' ? 'mute' : 'ban');
  if (column === 'mem') return signUp(server(), newAccount('Max'));
  return newAdmin(column === 'adm' ? 'admin' : 'owner');
}

async function sanctioned(kind: 'mute' | 'ban'): Promise<Guest> {
  const guest = await stage.newcomer();
  await stage.call('admin', 'POST', '/api/sanctions', sanction(kind, guest.user.id));
  return guest;
}

async function newBot(): Promise<Guest> {
  const { bot, token } = (await stage.call('admin', 'POST', '/api/bots', { name: 'Bo' })) as BotReply;
  return { user: bot.user, token };
}

async function newAdmin(role: 'admin' | 'owner' = 'admin'): Promise<Guest> {
  const account: SignedInReply = await signUp(server(), newAccount('Adam'));
  const { token } = stage.serverOwner;
  const answer = await server().call('PATCH', `/api/users/${account.user.id}`, { token, body: { role } });
  expect(answer.status).toBe(200);
  return account;
}

async function sessionId({ token }: Guest): Promise<string> {
  const { body } = await server().call('GET', '/api/sessions', { token });
  return (body as Partial<SessionList>).sessions?.find(({ current }) => current)?.id ?? 'none';
}

let addresses = 0;
function nextAddress(): string {
  addresses += 1;
  return `203.0.113.${addresses}`;
}
