import type { FastifyInstance } from 'fastify';
import { Attempts } from '../accounts/attempts.ts';
import { registerApiDocs } from '../http/api-docs.ts';
import { registerAudit } from '../http/audit.ts';
import { registerAuth } from '../http/auth.ts';
import { registerBots } from '../http/bots.ts';
import { registerDirectRooms } from '../http/direct-rooms.ts';
import { registerFiles } from '../http/files.ts';
import { registerHealth } from '../http/health.ts';
import { registerHistory } from '../http/history.ts';
import { registerInvites } from '../http/invites.ts';
import { registerProfile } from '../http/me.ts';
import { registerMembers } from '../http/members.ts';
import { registerMetrics } from '../http/metrics.ts';
import { registerOwnReactions } from '../http/own-reactions.ts';
import { registerOwnSessions } from '../http/own-sessions.ts';
import { registerPasswords } from '../http/passwords.ts';
import { registerPins } from '../http/pins.ts';
import { registerReports } from '../http/reports.ts';
import { registerRooms } from '../http/rooms.ts';
import { registerSanctions } from '../http/sanctions.ts';
import { registerSearch } from '../http/search.ts';
import { registerServerRoles } from '../http/server-roles.ts';
import { registerSession } from '../http/session.ts';
import { registerThreads } from '../http/threads.ts';
import { registerUsers } from '../http/users.ts';
import { registerWebApp } from '../http/web-app.ts';
import { Audit } from '../rooms/audit.ts';
import { MessageSearch } from '../rooms/message-search.ts';
import type { AccountServices } from './accounts.ts';
import type { Ground, RoomServices } from './rooms.ts';

/** The time that RATE_LIMIT_SIGN_IN speaks of, ms. */
const SIGN_IN_WINDOW_MS = 60_000;

export interface RouteOptions {
  version: string;
  /** The folder of the built web app. */
  webApp: string;
  /** The methods that a path of the API answers to. */
  methodsAt: (path: string) => readonly string[];
  /** Whether the server may get traffic. */
  ready: () => boolean;
}

/** Registers everything that HTTP answers but the upgrade to a WebSocket. */
export async function registerRoutes(
  http: FastifyInstance,
  { config, clock, storage, metrics }: Ground,
  services: RoomServices & AccountServices,
  { version, webApp, methodsAt, ready }: RouteOptions,
): Promise<void> {
  const { directory, reader, search } = storage;
  const {
    rooms,
    people,
    memberships,
    finder,
    members,
    directRooms,
    invites,
    preferences,
    files,
    threads,
    pins,
    sessions,
    admin,
    moderation,
    reports,
  } = services;
  const { profiles, mailer, passwords, ownSessions, avatars, serverRoles, bots, accounts } = services;
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
  registerOwnReactions(http, { sessions, people, rooms, reader });
  await registerFiles(http, { clock, sessions, people, files });
  registerThreads(http, { sessions, people, threads });
  registerPins(http, { sessions, people, pins });
  registerSearch(http, { sessions, people, search: new MessageSearch({ rooms, search }) });
  registerSanctions(http, { sessions, people, moderation });
  registerReports(http, { sessions, people, reports });
  registerAudit(http, { sessions, people, audit: new Audit(storage.auditLog, rooms) });
  registerHealth(http, ready);
  registerMetrics(http, metrics);
  await registerWebApp(http, webApp, methodsAt);
}
