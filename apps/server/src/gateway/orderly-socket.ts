import { WebSocket } from 'ws';

/**
 * A WebSocket that asks for what waits to be written before its close frame, whoever it is that closes: `ws` itself
 * does so where the peer closes or breaks the protocol. Nothing may follow a close frame (RFC 6455, section 5.5.1).
 */
export class OrderlySocket extends WebSocket {
  /** What waits; `finish` writes it and takes no more. */
  outbox: { finish(): void } | undefined;

  override close(code?: number, reason?: string | Buffer): void {
    if (this.readyState === WebSocket.OPEN) this.outbox?.finish();
    super.close(code, reason);
  }
}
