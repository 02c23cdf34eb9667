import type { RequestListener } from 'node:http';
import { fileURLToPath } from 'node:url';
import { CLOSE } from '@confab/protocol';
import cookie from '@fastify/cookie';
import fastify, { type FastifyInstance } from 'fastify';
import { type Clock, systemClock } from './clock.ts';
import type { Config } from './config.ts';
import { ConnectionCaps } from './gateway/connection-caps.ts';
import { Flusher } from './gateway/flusher.ts';
import { registerGateway } from './gateway/gateway.ts';
import { PersonLimits, rateLimitsOf } from './gateway/rate-limit.ts';
import { loadSendAll } from './gateway/send-all.ts';
import { TurnWrites } from './gateway/turn-writes.ts';
import { noteAddressMethods } from './http/address-methods.ts';
import { registerBodyDeadline } from './http/body-deadline.ts';
import { registerCors } from './http/cors.ts';
import { registerErrors, sendError } from './http/errors.ts';
import { answerClientError, createHttpServer, type HttpServer } from './http/http-server.ts';
import { registerJsonBody } from './http/json-body.ts';
import { registerRateLimit } from './http/rate-limit.ts';
import { registerSecurity } from './http/security.ts';
import type { Logger } from './logger.ts';
import { Counters } from './metrics/counters.ts';
import { createMetrics } from './metrics/metrics.ts';
import { openFilesLimit, startWarnings } from './start-warnings.ts';
import { createAccounts } from './wiring/accounts.ts';
import { startHousekeeping } from './wiring/housekeeping.ts';
import { createRooms, type Ground, type Sockets } from './wiring/rooms.ts';
import { registerRoutes } from './wiring/routes.ts';
import { openStorage } from './wiring/storage.ts';

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
// From src/ and from dist/ alike.
const WEB_APP = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** Puts a server together. With wiring/ the only place that names implementations. */
export async function buildApp({ config, log, version, clock = systemClock }: AppOptions): Promise<App> {
  const storage = await openStorage(config, log, clock);
  const counters = new Counters();
  const metrics = createMetrics(counters);
  const sockets: Sockets = {
    closeSessions: (...which) => gateway.closeSessions(...which),
    closeUser: (...which) => gateway.closeUser(...which),
  };
  const ground: Ground = { config, log, clock, storage, metrics, sockets };
  const roomServices = await createRooms(ground);
  const services = { ...roomServices, ...createAccounts(ground, roomServices) };
  const { rooms, sanctions, people, presence, append, readPointers, memberships, posts, sessions, reports } = services;

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
  const methodsAt = noteAddressMethods(http);
  registerErrors(http, log);
  registerJsonBody(http);
  registerCors(http, config.ALLOWED_ORIGINS);
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
      replay: { reader: storage.reader, life: storage.life.id, maxMessages: config.RESUME_MESSAGES },
      flusher: new Flusher(new TurnWrites(loadSendAll()), metrics.observeFanOut),
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
  await registerRoutes(http, ground, services, { version, webApp: WEB_APP, methodsAt, ready: () => !draining });
  const stopHousekeeping = startHousekeeping(ground, services);

  return {
    http,
    async listen() {
      const circumstances = { hasAccounts: () => storage.accounts.any(), openFiles: openFilesLimit() };
      for (const warning of await startWarnings(config, circumstances)) log.warn(warning);
      return http.listen({ port: config.PORT, host: config.HOST, backlog: BACKLOG });
    },
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
      await stopHousekeeping();
      await storage.close();
    },
  };
}
