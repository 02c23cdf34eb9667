import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CLOSE } from '@confab/protocol';
import cookie from '@fastify/cookie';
import fastify, { type FastifyInstance } from 'fastify';
import { Accounts } from './accounts/accounts.ts';
import { Attempts } from './accounts/attempts.ts';
import { Avatars } from './accounts/avatars.ts';
import { Bots } from './accounts/bots.ts';
import { createMailer } from './accounts/create-mailer.ts';
import { CredentialStore } from './accounts/credential-store.ts';
import { Credentials } from './accounts/credentials.ts';
import { OwnSessions } from './accounts/own-sessions.ts';
import { PasswordHashing } from './accounts/password-hashing.ts';
import { Passwords } from './accounts/passwords.ts';
import { Profiles } from './accounts/profiles.ts';
import { ServerRoles } from './accounts/server-roles.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Config } from './config.ts';
import { AvatarFolder } from './files/avatar-folder.ts';
import { drawAvatar } from './files/draw-avatar.ts';
import { FileStore } from './files/file-store.ts';
import { mediaTypeOf } from './files/media-type.ts';
import { collectOrphans } from './files/orphans.ts';
import { Pictures } from './files/pictures.ts';
import { ConnectionCaps } from './gateway/connection-caps.ts';
import { Flusher } from './gateway/flusher.ts';
import { encodeFrame } from './gateway/frame.ts';
import { registerGateway } from './gateway/gateway.ts';
import { PersonLimits, rateLimitsOf } from './gateway/rate-limit.ts';
import { registerApiDocs } from './http/api-docs.ts';
import { registerAudit } from './http/audit.ts';
import { registerAuth } from './http/auth.ts';
import { registerBodyDeadline } from './http/body-deadline.ts';
import { registerBots } from './http/bots.ts';
import { registerDirectRooms } from './http/direct-rooms.ts';
import { registerErrors, sendError } from './http/errors.ts';
import { registerFiles } from './http/files.ts';
import { registerHealth } from './http/health.ts';
import { registerHistory } from './http/history.ts';
import { answerClientError, createHttpServer, type HttpServer } from './http/http-server.ts';
import { registerInvites } from './http/invites.ts';
import { registerProfile } from './http/me.ts';
import { registerMembers } from './http/members.ts';
import { registerMetrics } from './http/metrics.ts';
import { registerOwnSessions } from './http/own-sessions.ts';
import { registerPasswords } from './http/passwords.ts';
import { registerPins } from './http/pins.ts';
import { registerRateLimit } from './http/rate-limit.ts';
import { registerReports } from './http/reports.ts';
import { registerRooms } from './http/rooms.ts';
import { registerSanctions } from './http/sanctions.ts';
import { registerSearch } from './http/search.ts';
import { registerSecurity } from './http/security.ts';
import { registerServerRoles } from './http/server-roles.ts';
import { registerSession } from './http/session.ts';
import { registerThreads } from './http/threads.ts';
import { registerUsers } from './http/users.ts';
import { registerWebApp } from './http/web-app.ts';
import { AccountDirectory } from './log/account-directory.ts';
import { Append } from './log/append.ts';
import { AuditLog } from './log/audit-log.ts';
import { lockData } from './log/data-lock.ts';
import { openDatabase } from './log/database.ts';
import { Directory } from './log/directory.ts';
import { FileDirectory } from './log/file-directory.ts';
import { InviteDirectory } from './log/invite-directory.ts';
import { openLife } from './log/life.ts';
import { migrate } from './log/migrate.ts';
import { migrationsFolder } from './log/migrations-folder.ts';
import { ModerationRecords } from './log/moderation-records.ts';
import { PeopleDirectory } from './log/people-directory.ts';
import { PreparedSqlite } from './log/prepared-sqlite.ts';
import { LogReader } from './log/read.ts';
import { LogSearch } from './log/search/log-search.ts';
import { Tail } from './log/tail.ts';
import { ThreadReader } from './log/thread-reader.ts';
import { Writer } from './log/writer.ts';
import type { Logger } from './logger.ts';
import { Counters } from './metrics/counters.ts';
import { createMetrics } from './metrics/metrics.ts';
import { Activity } from './rooms/activity.ts';
import { Audit } from './rooms/audit.ts';
import { DirectRooms } from './rooms/direct-rooms.ts';
import { Files } from './rooms/files.ts';
import { Invites } from './rooms/invites.ts';
import { MemberAdmin } from './rooms/member-admin.ts';
import { Memberships } from './rooms/memberships.ts';
import { MessageSearch } from './rooms/message-search.ts';
import { Moderation } from './rooms/moderation.ts';
import { People } from './rooms/people.ts';
import { PeopleFinder } from './rooms/people-finder.ts';
import { Pins } from './rooms/pins.ts';
import { Posts } from './rooms/posts.ts';
import { Preferences } from './rooms/preferences.ts';
import { Presence } from './rooms/presence.ts';
import { ReadPointers } from './rooms/read-pointers.ts';
import { Reports } from './rooms/reports.ts';
import { RoomAdmin } from './rooms/room-admin.ts';
import { RoomRegistry } from './rooms/room-registry.ts';
import { Roster } from './rooms/roster.ts';
import { banWords, Sanctions } from './rooms/sanctions.ts';
import { Sessions } from './rooms/sessions.ts';
import { SlowMode } from './rooms/slow-mode.ts';
import { ThreadNews } from './rooms/thread-news.ts';
import { Threads } from './rooms/threads.ts';

/** A server that is put together and ready to listen. */
export interface App {
  http: FastifyInstance;
  /** Starts to listen; resolves with the URL. */
  listen(): Promise<string>;
  /**
   * Ends in good order: no new work, everything accepted is committed and acknowledged, sockets are closed with 1012.
   * Takes a few seconds at most.
   */
  drain(): Promise<void>;
}

export interface AppOptions {
  config: Config;
  log: Logger;
  version: string;
  clock?: Clock;
}

/** Connections that may wait to be accepted: after a restart everybody comes back at once. The system may allow fewer. */
const BACKLOG = 4_096;
/** The time that RATE_LIMIT_SIGN_IN speaks of, ms. */
const SIGN_IN_WINDOW_MS = 60_000;
/** How often it is looked whether `npm run admin` has changed a role, ms. */
const ROLE_LOOK_MS = 1_000;
/** How often sessions whose time is over are looked for, ms. */
const EXPIRE_MS = 5 * 60 * 1_000;
/** How often what is left over of files is looked for, ms. */
const COLLECT_MS = 60 * 60 * 1_000;
// From src/ and from dist/ alike.
const WEB_APP = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** The only place that names implementations and wires them up. */
export async function buildApp({ config, log, version, clock = systemClock }: AppOptions): Promise<App> {
  const storage = await openStorage(config, log, clock);
  const { directory, life, reader, records, search } = storage;
  const counters = new Counters();
  const metrics = createMetrics(counters);

  const rooms = new RoomRegistry({
    reader,
    createTail: (rev, id) => new Tail(rev, id),
    encode: encodeFrame,
    tailBytes: config.TAIL_BYTES,
    onRemoved: search.removed,
  });
  for (const record of await directory.rooms()) rooms.add(record);
  const sanctions = new Sanctions(clock);
  for (const sanction of await records.sanctions(clock.now())) sanctions.add(sanction);
  const people = new People(
    (user) => directory.memberships(user),
    (...place) => sanctions.find(...place),
  );
  const presence = new Presence({ clock, people, rooms, encode: encodeFrame, graceMs: config.PRESENCE_GRACE_MS });
  const activity = new Activity({ clock, encode: encodeFrame });
  const threadNews = new ThreadNews({ clock, encode: encodeFrame, people });
  const roster = new Roster(async (room) => (await directory.members(room)).map((member) => member.user));
  const store = new FileStore(join(config.dataDir, 'files'), config.FILE_RESERVE_BYTES);
  const append: Append = new Append({
    commit: storage.writer.commit,
    onBatch: metrics.observeBatch,
    onError: (error, operations) => log.error({ err: error, operations }, 'a commit failed'),
    onCommitted: (changes) => {
      for (const change of changes) {
        search.changed(change.room);
        rooms.take(change, (room, applied) => {
          // A reply in a thread says nothing of how far its author has read the room.
          const author = applied.isNew && !applied.threadOnly ? people.get(applied.author) : undefined;
          if (author) readPointers.wrote(author, room, applied.seq);
          directRooms.committed(room, applied);
          activity.committed(room, applied);
          threadNews.committed(room, applied);
        });
        for (const file of change.removedFiles ?? []) {
          store.remove(file).catch((error: unknown) => log.warn({ err: error, file }, 'a file could not be removed'));
        }
      }
    },
  });
  const readPointers = new ReadPointers(append, clock);
  const memberships = new Memberships({
    append,
    people,
    presence,
    roster,
    encode: encodeFrame,
    ownerOf: (room) => directory.ownerOf(room),
  });
  const finder = new PeopleFinder(storage.peopleDirectory, people);
  const members = new MemberAdmin({
    append,
    clock,
    rooms,
    sanctions,
    directory: storage.peopleDirectory,
    finder,
    memberships,
    encode: encodeFrame,
  });
  const directRooms = new DirectRooms({ append, clock, rooms, finder, memberships, encode: encodeFrame });
  const invites = new Invites({
    append,
    clock,
    directory: storage.invites,
    rooms,
    memberships,
    encode: encodeFrame,
  });
  const preferences = new Preferences({ append, people, rooms, encode: encodeFrame });
  const posts = new Posts({ append, clock, rooms, roster, reader, slowMode: new SlowMode(clock) });
  const files = new Files({
    append,
    clock,
    rooms,
    directory: storage.files,
    store,
    pictures: new Pictures(store),
    mediaTypeOf,
    limits: { fileBytes: config.MAX_FILE_BYTES, quotaBytes: config.FILE_QUOTA_BYTES },
  });
  const threads = new Threads({ append, rooms, reader, threads: storage.threads, news: threadNews });
  const pins = new Pins({ append, clock, rooms, reader });
  const sessions = new Sessions({
    ...{ append, clock, directory, sanctions },
    onEnded: (matches, code, reason) => gateway.closeSessions(matches, code, reason),
  });
  const admin = new RoomAdmin({ append, clock, rooms, people, memberships, encode: encodeFrame });
  await admin.ensureGeneral();
  const { accounts: accountDirectory } = storage;
  const roomsOf = async (user: string) => (await directory.memberships(user)).map(({ room }) => room);
  const profiles = new Profiles({
    accounts: accountDirectory,
    append,
    clock,
    people,
    rooms,
    roster,
    encode: encodeFrame,
    roomsOf,
  });
  const hashing = new PasswordHashing();
  const credentials = new Credentials(new CredentialStore({ append, clock, accounts: accountDirectory }), hashing);
  const mailer = createMailer(config);
  const passwords = new Passwords({
    ...{ accounts: accountDirectory, append, clock, hashing, mailer, sessions },
    onMailFailed: (error) => log.error({ err: error }, 'a mail could not be sent'),
  });
  const ownSessions = new OwnSessions({ accounts: accountDirectory, append, clock, sessions });
  const avatars = new Avatars({ profiles, store: new AvatarFolder(join(config.dataDir, 'avatars')), draw: drawAvatar });
  const serverRoles = new ServerRoles({ accounts: accountDirectory, append, clock, profiles });
  const bots = new Bots({
    ...{ accounts: accountDirectory, append, clock, memberships, rooms, roomsOf, sessions },
    encode: encodeFrame,
  });
  const accounts = new Accounts({
    accounts: accountDirectory,
    credentials,
    people,
    profiles,
    sessions,
    signUp: config.SIGNUP,
  });
  const moderation = new Moderation({
    ...{ append, clock, people, rooms, memberships, sanctions, directory: storage.peopleDirectory },
    encode: encodeFrame,
    onBanned: (user, restriction) => gateway.closeUser(user, CLOSE.revoked, banWords(restriction)),
  });
  const reports = new Reports({
    ...{ append, clock, reader, rooms, people, posts, moderation, directory: storage.peopleDirectory },
    encode: encodeFrame,
  });
  reports.load(await records.openReports());

  let draining = false;
  let bare: HttpServer | undefined;
  const http = fastify({
    trustProxy: config.TRUST_PROXY,
    bodyLimit: 64 * 1024,
    routerOptions: { maxParamLength: 256 },
    frameworkErrors: (error, _request, reply) => void sendError(reply, 400, 'invalid', error.message),
    clientErrorHandler: answerClientError,
    serverFactory(handler) {
      bare = createHttpServer(handler as RequestListener, config.HANDSHAKE_TIMEOUT_MS);
      return bare.server;
    },
  });
  registerErrors(http, log);
  await registerSecurity(http, config.ALLOWED_ORIGINS);
  registerRateLimit(http, clock, { perSecond: config.RATE_LIMIT_HTTP, burst: config.RATE_LIMIT_HTTP_BURST });
  registerBodyDeadline(http, clock);
  await http.register(cookie);
  const limits = rateLimitsOf(config);
  const gateway = await registerGateway(
    http,
    {
      clock,
      log,
      counters,
      append,
      sessions,
      people,
      rooms,
      memberships,
      posts,
      presence,
      readPointers,
      reports,
      sanctions,
      replay: { reader, life: life.id, maxMessages: config.RESUME_MESSAGES },
      flusher: new Flusher(metrics.observeFanOut),
      limits,
      personLimits: new PersonLimits(limits),
      version,
      fileBytes: config.MAX_FILE_BYTES,
      times: {
        heartbeat: config.HEARTBEAT_MS,
        peerTimeout: config.PEER_TIMEOUT_MS,
        authTimeout: config.AUTH_TIMEOUT_MS,
      },
      sendQueueBytes: config.SEND_QUEUE_BYTES,
    },
    {
      allowedOrigins: config.ALLOWED_ORIGINS,
      upgrades: (bare as HttpServer | undefined)?.upgrades,
      caps: new ConnectionCaps({ perAddress: config.MAX_CONNECTIONS_PER_ADDRESS, total: config.MAX_CONNECTIONS }),
    },
  );
  await registerApiDocs(http, version);
  registerSession(http, {
    accounts,
    clock,
    sessions,
    doors: { signUp: config.SIGNUP, guests: config.GUESTS, mail: mailer !== undefined },
    guestRate: { perSecond: config.RATE_LIMIT_GUESTS, burst: config.RATE_LIMIT_GUESTS_BURST },
  });
  const attempts = new Attempts(config.RATE_LIMIT_SIGN_IN, SIGN_IN_WINDOW_MS);
  registerAuth(http, {
    accounts,
    clock,
    sessions,
    signUpRate: { perSecond: config.RATE_LIMIT_SIGN_UPS, burst: config.RATE_LIMIT_SIGN_UPS_BURST },
    attempts,
  });
  registerPasswords(http, { attempts, clock, passwords, sessions });
  registerOwnSessions(http, { ownSessions, sessions });
  await registerProfile(http, { avatars, clock, profiles, sessions });
  registerBots(http, { bots, people, sessions });
  registerServerRoles(http, { people, roles: serverRoles, sessions });
  registerRooms(http, { sessions, people, rooms, admin, directory });
  registerMembers(http, { sessions, people, rooms, members, memberships, preferences, directory });
  registerDirectRooms(http, { sessions, people, directRooms });
  registerUsers(http, { sessions, people, finder });
  registerInvites(http, { sessions, people, invites });
  registerHistory(http, { sessions, people, rooms, reader });
  await registerFiles(http, { clock, sessions, people, files });
  registerThreads(http, { sessions, people, threads });
  registerPins(http, { sessions, people, pins });
  registerSearch(http, { sessions, people, search: new MessageSearch({ rooms, search }) });
  registerSanctions(http, { sessions, people, moderation });
  registerReports(http, { sessions, people, reports });
  registerAudit(http, { sessions, people, audit: new Audit(storage.auditLog, rooms) });
  registerHealth(http, () => !draining);
  registerMetrics(http, metrics);
  await registerWebApp(http, WEB_APP);

  const expire = () =>
    sessions.expire().catch((error: unknown) => log.warn({ err: error }, 'old sessions could not be removed'));
  void expire();
  const stopExpiring = clock.every(EXPIRE_MS, () => void expire());
  const stopLooking = clock.every(ROLE_LOOK_MS, () => {
    serverRoles.look().catch((error: unknown) => log.warn({ err: error }, 'roles could not be looked for'));
  });
  const stopRecording = clock.every(1_000, () => {
    life.record().catch((error: unknown) => log.warn({ err: error }, 'the life of the database could not be recorded'));
  });

  const forget = (ids: string[]) => append.submit({ kind: 'remove-files', files: ids });
  const collect = () =>
    collectOrphans({ store, directory: storage.files, forget }, clock.now()).then(
      ({ unsent, unknown }) => {
        if (unsent + unknown > 0) log.info({ unsent, unknown }, 'files that belonged to no message were removed');
      },
      (error: unknown) => log.warn({ err: error }, 'left-over files could not be collected'),
    );
  let collecting = collect();
  const stopCollecting = clock.every(COLLECT_MS, () => {
    collecting = collecting.then(collect);
  });

  return {
    http,
    listen: () => http.listen({ port: config.PORT, host: config.HOST, backlog: BACKLOG }),
    async drain() {
      draining = true;
      gateway.deafen();
      http.server.close();
      await append.idle();
      readPointers.flush();
      await append.idle();
      await gateway.closeAll(CLOSE.restarting, 'the server is restarting', 1_500);
      bare?.destroyAll();
      await http.close();
      stopRecording();
      stopExpiring();
      stopLooking();
      stopCollecting();
      await collecting;
      await storage.close();
    },
  };
}

async function openStorage(config: Config, log: Logger, clock: Clock) {
  const lock = lockData(config.databaseUrl);
  try {
    const { applied } = await migrate(config.databaseUrl, migrationsFolder());
    if (applied.length > 0) log.info({ applied }, 'the database has been migrated');
    const database = await openDatabase(config.databaseUrl);
    const life = await openLife(database.prisma, config.databaseUrl);
    const prepared = new PreparedSqlite(config.databaseUrl);
    const writer = new Writer(config.databaseUrl);
    writer.start();
    const search = new LogSearch({
      databaseUrl: config.databaseUrl,
      life: life.id,
      clock,
      onFailed: (error) => log.warn({ err: error }, 'the search failed and is mended'),
    });
    search.start();
    return {
      life,
      writer,
      directory: new Directory(database.prisma, prepared),
      accounts: new AccountDirectory(database.prisma),
      invites: new InviteDirectory(database.prisma),
      peopleDirectory: new PeopleDirectory(database.prisma),
      reader: new LogReader(database.prisma),
      files: new FileDirectory(database.prisma),
      threads: new ThreadReader(database.prisma),
      search,
      records: new ModerationRecords(database.prisma),
      auditLog: new AuditLog(database.prisma),
      async close() {
        await search.close();
        await writer.close();
        await life.close();
        prepared.close();
        await database.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
