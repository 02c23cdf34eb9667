import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * The bare HTTP server under Fastify, with the limits that Node leaves open: half a request head lives at most
 * `handshakeMs`, and CONNECT is answered instead of dropped.
 */
export function createHttpServer(handler: Parameters<typeof createServer>[1], handshakeMs: number): Server {
  const server = createServer(
    {
      headersTimeout: handshakeMs,
      requestTimeout: 0,
      connectionsCheckingInterval: Math.min(500, handshakeMs),
      keepAliveTimeout: 5_000,
    },
    handler,
  );
  server.on('connect', (_request, socket: Socket) => {
    const body = JSON.stringify({ code: 'method_not_allowed', message: 'CONNECT is not answered' });
    socket.on('error', () => socket.destroy());
    socket.end(
      `HTTP/1.1 405 Method Not Allowed\r\nAllow: GET, HEAD, POST, PATCH, DELETE\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  });
  return server;
}
