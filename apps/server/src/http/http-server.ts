import { EventEmitter } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { HttpError } from '@confab/protocol';

/** How long a whole request may take to arrive, ms: 25 MB at 250 kbit/s. Short bodies have less, see body-deadline.ts. */
const REQUEST_MS = 15 * 60_000;

const ALLOW = 'GET, HEAD, POST, PUT, PATCH, DELETE';

/** The bare HTTP server under Fastify, and the WebSocket handshakes it receives, as its event `upgrade`. */
export interface HttpServer {
  server: Server;
  upgrades: EventEmitter;
  /** Cuts every connection, also those that have left HTTP. */
  destroyAll(): void;
}

/**
 * Creates the server with the limits that Node leaves open: half a request head lives at most `handshakeMs`; CONNECT
 * is answered instead of dropped; an offer to upgrade to anything but WebSocket (h2c, say) is passed over, as RFC 9110
 * section 7.8 has it, where Node would hand it to the WebSocket side.
 */
export function createHttpServer(handler: RequestListener, handshakeMs: number): HttpServer {
  const upgrades = new EventEmitter();
  const answering = new WeakMap<Socket, ServerResponse>();
  const server = createServer(
    {
      headersTimeout: handshakeMs,
      requestTimeout: REQUEST_MS,
      connectionsCheckingInterval: Math.min(500, handshakeMs),
      keepAliveTimeout: 5_000,
      // Node would answer without a body: see security.ts.
      requireHostHeader: false,
    },
    (request, response) => {
      const { socket } = request;
      answering.set(socket, response);
      response.once('close', () => answering.get(socket) === response && answering.delete(socket));
      handler(request, response);
    },
  );
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    // Once asked for, the address stays known, also after a reset; who was gone before has none, and needs no answer.
    if (socket.remoteAddress === undefined) {
      socket.destroy();
      return;
    }
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('checkExpectation', ({ socket }) => {
    refuse(socket, '417 Expectation Failed', 'invalid', 'Expect knows 100-continue only');
  });
  server.on('connect', (_request, socket: Socket) => {
    refuse(socket, '405 Method Not Allowed', 'method_not_allowed', 'CONNECT is not answered');
  });
  const upgrade = (request: IncomingMessage, socket: Socket, head: Buffer) => {
    if (request.headers.upgrade?.toLowerCase() === 'websocket') upgrades.emit('upgrade', request, socket, head);
    else passOver(request, socket, head, handler);
  };
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    // Node has taken its own listener away already: without one a reset would end the process.
    socket.on('error', destroyOnError);
    // A socket has one answer at a time: an upgrade sent behind other requests waits for theirs.
    const before = answering.get(socket);
    if (!before) {
      upgrade(request, socket, head);
      return;
    }
    before.once('close', () => !socket.destroyed && upgrade(request, socket, head));
  });
  return {
    server,
    upgrades,
    destroyAll() {
      for (const socket of sockets) socket.destroy();
    },
  };
}

// Answers a request as if it had offered no upgrade.
function passOver(request: IncomingMessage, socket: Socket, head: Buffer, handler: RequestListener): void {
  if (head.length > 0 || hasBody(request)) {
    refuse(socket, '400 Bad Request', 'invalid', 'an Upgrade of a request with a body is not spoken here');
    return;
  }
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.on('finish', () => socket.destroySoon());
  handler(request, response as ServerResponse & { req: IncomingMessage });
}

/** Answers what could not even be parsed as a request. */
export function answerClientError(error: { code?: string | undefined }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT')
    refuse(socket, '408 Request Timeout', 'invalid', 'the request took too long');
  else if (error.code === 'HPE_HEADER_OVERFLOW') {
    refuse(socket, '431 Request Header Fields Too Large', 'too_large', 'the request head is too large');
  } else refuse(socket, '400 Bad Request', 'invalid', 'this is not an HTTP request');
}

function refuse(socket: Socket, status: string, code: HttpError['code'], message: string): void {
  const body = JSON.stringify({ code, message } satisfies HttpError);
  socket.on('error', destroyOnError);
  socket.end(
    `HTTP/1.1 ${status}\r\nAllow: ${ALLOW}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}

// Not a closure: what lies around one, request and reply, would live as long as the socket does.
function destroyOnError(this: Socket): void {
  this.destroy();
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
