import type { EventEmitter } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { CLOSE, chooseSubprotocol, LIMITS } from '@confab/protocol';
import websocket, { type WebsocketPluginOptions } from '@fastify/websocket';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { WebSocketServer } from 'ws';
import { sendError } from '../http/errors.ts';
import { bearerOf, sessionOf } from '../http/session-cookie.ts';
import type { SessionRecord } from '../log/directory.ts';
import { DomainError } from '../rooms/domain-error.ts';
import { banWords } from '../rooms/sanctions.ts';
import { Connection } from './connection.ts';
import type { ConnectionCaps } from './connection-caps.ts';
import type { Flusher } from './flusher.ts';
import { checkHandshake } from './handshake.ts';
import { startHeartbeat } from './heartbeat.ts';
import { OrderlySocket } from './orderly-socket.ts';
import type { Services } from './services.ts';

/** All connections of this server. */
export interface Gateway {
  connections: ReadonlySet<Connection>;
  /** Reads no more frames. */
  deafen(): void;
  /** Closes every connection; resolves once all are gone, or after `graceMs`. */
  closeAll(code: number, reason: string, graceMs: number): Promise<void>;
  /** Closes the connections of these sessions. */
  closeSessions(matches: (session: SessionRecord) => boolean, code: number, reason: string): void;
  /** Closes every connection of a user, whatever session it is. */
  closeUser(user: string, code: number, reason: string): void;
}

const CODES = { 400: 'invalid', 403: 'forbidden', 405: 'method_not_allowed', 426: 'invalid' } as const;

/** What `ws` makes a socket with. Its type asks for all that hangs on the module, too; the server makes sockets only. */
type SocketClass = NonNullable<NonNullable<WebsocketPluginOptions['options']>['WebSocket']>;

/** How long somebody may wait who finds no place, s: about what it takes for dead connections to be noticed. */
const FULL_RETRY_S = 30;

/** What is known when the upgrade begins. */
interface Handshake {
  session: SessionRecord | undefined;
  response: ServerResponse;
  /** Why the connection is closed as it begins: a browser is not told the status of a refused handshake. */
  refusal: { code: number; reason: string } | undefined;
}

export interface GatewayOptions {
  allowedOrigins: readonly string[];
  /** Where WebSocket handshakes come from; the HTTP server itself where left out. */
  upgrades: EventEmitter | undefined;
  caps: ConnectionCaps;
}

/** Registers `GET /ws`. */
export async function registerGateway(
  app: FastifyInstance,
  services: Services,
  { allowedOrigins, upgrades, caps }: GatewayOptions,
): Promise<Gateway> {
  const connections = new Set<Connection>();
  let begun = 0;
  // `ws` closes the socket itself with the code that RFC 6455 names; there is nothing to add.
  const onSocketError = (error: Error) => services.log.debug({ err: error }, 'a peer broke the WebSocket protocol');
  const stopHeartbeat = startHeartbeat(connections, services.clock, services.times.peerTimeout);

  await app.register(websocket, {
    options: {
      ...(upgrades ? { server: upgrades as Server } : {}),
      maxPayload: LIMITS.frameBytes,
      perMessageDeflate: false,
      WebSocket: OrderlySocket as unknown as SocketClass,
      handleProtocols: (offered) => chooseSubprotocol([...offered]) ?? false,
    },
    errorHandler: onSocketError,
    preClose(done) {
      stopHeartbeat();
      done();
    },
  });

  // Before anything is upgraded; also where the upgrade asks for another address.
  app.addHook('onRequest', (request, reply, done) => {
    if (!request.ws) {
      done();
      return;
    }
    const problem =
      request.url.split('?', 1)[0] === '/ws'
        ? checkHandshake(request.raw, allowedOrigins)
        : ({ status: 400, message: 'WebSockets are at /ws' } as const);
    if (!problem) {
      if (findPlace(request, reply, caps)) done();
      return;
    }
    if ('headers' in problem && problem.headers) reply.headers(problem.headers);
    reply.header('connection', 'close');
    void sendError(reply, problem.status, CODES[problem.status], problem.message);
  });

  const handshakes = new WeakMap<IncomingMessage, Handshake>();
  app.route({
    method: 'GET',
    url: '/ws',
    exposeHeadRoute: false,
    // Headers for pages; an upgrade's answer has none of them.
    helmet: false,
    preValidation: async (request, reply) => {
      const handshake: Handshake = { session: undefined, response: reply.raw, refusal: undefined };
      handshakes.set(request.raw, handshake);
      try {
        handshake.session = await sessionOf(request, services.sessions);
        // Who names a token has said who they are. A browser sends a cookie, dead or not, without being asked.
        if (!handshake.session && bearerOf(request) !== undefined) {
          handshake.refusal = { code: CLOSE.unauthenticated, reason: 'there is no session with this token' };
        }
      } catch (error) {
        if (!(error instanceof DomainError) || !error.about.restriction) throw error;
        handshake.refusal = { code: CLOSE.revoked, reason: banWords(error.about.restriction) };
      }
      answerWithGreeting(request.raw.socket, services.flusher);
    },
    handler: (_request, reply) =>
      sendError(
        reply.headers({ upgrade: 'websocket', connection: 'upgrade' }),
        426,
        'invalid',
        'this address speaks WebSocket',
      ),
    wsHandler: (socket, request) => {
      if (!(socket instanceof OrderlySocket)) throw new Error('this is no socket of ours');
      const { session, response, refusal } = handshakes.get(request.raw) ?? {};
      const raw = request.raw.socket;
      // The handshake is over: the socket must not hold on to its request and reply for as long as it lives. Neither
      // must the map: what it refers to is taken for alive by V8's quick collections, and grows old for nothing.
      handshakes.delete(request.raw);
      response?.detachSocket(raw);
      socket.removeAllListeners('error');
      socket.on('error', onSocketError);
      const connection = new Connection(++begun, socket, raw, services);
      connections.add(connection);
      services.counters.connections = connections.size;
      socket.on('close', () => {
        connections.delete(connection);
        services.counters.connections = connections.size;
      });
      if (refusal) connection.close(refusal.code, refusal.reason);
      else connection.start(session);
    },
  });

  return {
    connections,
    deafen: () => {
      for (const connection of connections) connection.deafen();
    },
    async closeAll(code, reason, graceMs) {
      const server: WebSocketServer = app.websocketServer;
      const gone = new Promise<void>((resolve) => {
        if (server.clients.size === 0) resolve();
        for (const client of server.clients) client.once('close', () => server.clients.size === 0 && resolve());
      });
      for (const connection of connections) connection.close(code, reason);
      await Promise.race([gone, new Promise<void>((resolve) => services.clock.after(graceMs, resolve))]);
      for (const client of server.clients) client.terminate();
    },
    closeSessions(matches, code, reason) {
      for (const connection of connections) {
        if (connection.session && matches(connection.session)) connection.close(code, reason);
      }
    },
    closeUser(user, code, reason) {
      for (const connection of connections) if (connection.session?.user.id === user) connection.close(code, reason);
    },
  };
}

/** Keeps what answers the handshake until the end of this turn, which mostly has the greeting too: one write for both. */
function answerWithGreeting(socket: Socket, flusher: Flusher): void {
  socket.cork();
  flusher.add({ flush: () => undefined, flushed: () => socket.uncork() });
}

/**
 * Counts the connection from here on, before anything about it is looked up.
 * @returns whether there was a place; without one it has been refused
 */
function findPlace(request: FastifyRequest, reply: FastifyReply, caps: ConnectionCaps): boolean {
  const full = caps.full(request.ip);
  if (!full) {
    request.raw.socket.once('close', caps.enter(request.ip));
    return true;
  }
  reply.headers({ connection: 'close', 'retry-after': FULL_RETRY_S });
  if (full === 'address') void sendError(reply, 429, 'rate_limited', 'too many connections from your address');
  else void sendError(reply, 503, 'unavailable', 'the server has all the connections it can take');
  return false;
}
