import type { IncomingMessage } from 'node:http';
import { chooseSubprotocol } from '@confab/protocol';
import { isAllowedOrigin } from '../http/origin.ts';

/** Why a WebSocket handshake is refused. */
export interface HandshakeProblem {
  status: 400 | 403 | 405 | 426;
  message: string;
  headers?: Record<string, string>;
}

/**
 * Checks an opening handshake against RFC 6455, section 4.2.1, and the origin and subprotocol rules of PROTOCOL.md.
 * Node and `ws` let HTTP/1.0 and requests without Host pass, so all of it is checked here.
 */
export function checkHandshake(
  request: IncomingMessage,
  allowedOrigins: readonly string[],
): HandshakeProblem | undefined {
  const { headers } = request;
  if (request.method !== 'GET') return { status: 405, message: 'a handshake is a GET', headers: { allow: 'GET' } };
  if (request.httpVersionMajor < 1 || (request.httpVersionMajor === 1 && request.httpVersionMinor < 1)) {
    return bad('a handshake needs HTTP/1.1');
  }
  if (!headers.host) return bad('the Host header is missing');
  if (headers.upgrade?.toLowerCase() !== 'websocket') {
    return { status: 426, message: 'this address speaks WebSocket', headers: { upgrade: 'websocket' } };
  }
  if (!tokens(headers.connection).includes('upgrade')) return bad('the Connection header does not hold Upgrade');
  if (headers['sec-websocket-version'] !== '13') {
    return { status: 426, message: 'the WebSocket version must be 13', headers: { 'sec-websocket-version': '13' } };
  }
  if (!/^[A-Za-z0-9+/]{21}[AQgw]==$/.test(headers['sec-websocket-key'] ?? '')) {
    return bad('Sec-WebSocket-Key must be 16 bytes in base64');
  }
  if (chooseSubprotocol(offeredSubprotocols(request)) === undefined) {
    return bad('none of the offered subprotocols is spoken here: offer chat.v1.json');
  }
  if (!isAllowedOrigin(headers.origin, headers.host, allowedOrigins)) {
    return { status: 403, message: 'this origin may not connect: add it to ALLOWED_ORIGINS' };
  }
  return undefined;
}

/** The subprotocols a client offers, in its order. */
function offeredSubprotocols(request: IncomingMessage): string[] {
  const header = request.headers['sec-websocket-protocol'];
  return header === undefined ? [] : header.split(',').map((name) => name.trim());
}

function tokens(header: string | undefined): string[] {
  return (header ?? '').split(',').map((token) => token.trim().toLowerCase());
}

function bad(message: string): HandshakeProblem {
  return { status: 400, message };
}
