import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { withDeadline } from './deadline.ts';

/** An HTTP answer read off a bare socket. */
export interface RawAnswer {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  body: string;
}

/** A WebSocket frame of the server. */
export interface RawFrame {
  opcode: number;
  payload: Buffer;
}

/** What makes a frame wrong, or big. */
export interface FrameOptions {
  opcode?: number;
  fin?: boolean;
  /** The three reserved bits, 0 to 7. */
  reserved?: number;
  masked?: boolean;
  /** Claims this length instead of the payload's. */
  length?: bigint;
}

/** A TCP connection that says exactly what a test wants. */
export class RawSocket {
  readonly socket: Socket;
  /** Settles when the server has closed or cut the connection. */
  readonly ended: Promise<void>;
  private bytes = Buffer.alloc(0);
  private waiting: (() => void)[] = [];

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.on('error', () => undefined);
    this.socket.on('data', (data) => {
      this.bytes = Buffer.concat([this.bytes, data]);
      this.wake();
    });
    this.ended = new Promise((resolve) => {
      this.socket.on('end', resolve);
      this.socket.on('close', () => resolve());
    });
    void this.ended.then(() => this.wake());
  }

  write(data: string | Buffer): void {
    this.socket.write(data);
  }

  /** Writes a request head; the lines as given. */
  request(...lines: string[]): void {
    this.write(`${lines.join('\r\n')}\r\n\r\n`);
  }

  /** Waits for the server to end the connection. */
  async end(): Promise<void> {
    await withDeadline(this.ended, () => `the connection is still open; unread: ${this.bytes.toString('latin1')}`);
  }

  /** Reads the head of an answer, and its body where it has a length. */
  async answer(): Promise<RawAnswer> {
    const head = (
      await this.take(() => {
        const end = this.bytes.indexOf('\r\n\r\n');
        return end < 0 ? undefined : end + 4;
      })
    ).toString('latin1');
    const [first = '', ...lines] = head.trim().split('\r\n');
    const headers: Record<string, string> = {};
    for (const line of lines) {
      const colon = line.indexOf(':');
      headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
    }
    const length = Number(headers['content-length'] ?? 0);
    const body = (await this.take(() => (this.bytes.length < length ? undefined : length))).toString();
    return { status: Number(first.split(' ')[1]), headers, body };
  }

  /** Opens a WebSocket. */
  async upgrade(headers: Record<string, string> = {}): Promise<RawAnswer> {
    const all = { ...handshakeHeaders(), ...headers };
    this.request('GET /ws HTTP/1.1', ...Object.entries(all).map(([name, value]) => `${name}: ${value}`));
    return this.answer();
  }

  /** Sends one WebSocket frame, masked and final unless told otherwise. */
  frame(payload: string | Buffer, options: FrameOptions = {}): void {
    this.write(encodeClientFrame(Buffer.from(payload as string), options));
  }

  /** Reads one frame of the server. */
  async nextFrame(): Promise<RawFrame> {
    const header = await this.take(() => this.headerLength());
    const short = (header[1] ?? 0) & 0x7f;
    const length = short < 126 ? short : short === 126 ? header.readUInt16BE(2) : Number(header.readBigUInt64BE(2));
    const payload = await this.take(() => (this.bytes.length < length ? undefined : length));
    return { opcode: (header[0] ?? 0) & 0x0f, payload };
  }

  /** Reads on until the server closes the WebSocket, and returns the close code. */
  async closeCode(): Promise<number> {
    for (;;) {
      const { opcode, payload } = await this.nextFrame();
      if (opcode === 8) return payload.readUInt16BE(0);
    }
  }

  private headerLength(): number | undefined {
    const second = this.bytes[1];
    if (second === undefined) return undefined;
    const length = (second & 0x7f) < 126 ? 2 : (second & 0x7f) === 126 ? 4 : 10;
    return this.bytes.length < length ? undefined : length;
  }

  private async take(ready: () => number | undefined): Promise<Buffer> {
    for (let length = ready(); ; length = ready()) {
      if (length !== undefined) {
        const taken = this.bytes.subarray(0, length);
        this.bytes = this.bytes.subarray(length);
        return taken;
      }
      if (this.socket.readableEnded || this.socket.destroyed) {
        throw new Error(`the connection ended; unread: ${this.bytes.toString('latin1')}`);
      }
      const more = new Promise<void>((resolve) => this.waiting.push(resolve));
      await withDeadline(more, () => `nothing more came; unread: ${this.bytes.toString('latin1')}`);
    }
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

/** The headers of a handshake that RFC 6455 is content with. */
export function handshakeHeaders(): Record<string, string> {
  return {
    Host: 'localhost',
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
  };
}

/** A WebSocket frame as a client sends it, right or wrong. */
function encodeClientFrame(
  payload: Buffer,
  { opcode = 1, fin = true, reserved = 0, masked = true, length = BigInt(payload.length) }: FrameOptions,
): Buffer {
  const first = (fin ? 0x80 : 0) | (reserved << 4) | opcode;
  const maskBit = masked ? 0x80 : 0;
  let header: Buffer;
  if (length < 126n) header = Buffer.from([first, maskBit | Number(length)]);
  else if (length < 65_536n) {
    header = Buffer.from([first, maskBit | 126, 0, 0]);
    header.writeUInt16BE(Number(length), 2);
  } else {
    header = Buffer.from([first, maskBit | 127, 0, 0, 0, 0, 0, 0, 0, 0]);
    header.writeBigUInt64BE(length, 2);
  }
  if (!masked) return Buffer.concat([header, payload]);
  const mask = randomBytes(4);
  return Buffer.concat([header, mask, payload.map((byte, i) => byte ^ (mask[i % 4] ?? 0))]);
}
