import { describe, expect, test } from 'vitest';
import { type FrameOptions, RawSocket } from '../support/raw-socket.ts';
import { sharedServer } from '../support/server.ts';

const server = sharedServer();

async function upgraded(): Promise<RawSocket> {
  const { token } = await server().guest();
  const socket = new RawSocket(server().port);
  expect((await socket.upgrade({ Authorization: `Bearer ${token}` })).status).toBe(101);
  return socket;
}

describe('malformed at the WebSocket layer', () => {
  const cases: [string, number, string | Buffer, FrameOptions][] = [
    ['bad UTF-8', 1007, Buffer.from([0xc3, 0x28]), {}],
    ['a lone surrogate in UTF-8', 1007, Buffer.from([0xed, 0xa0, 0x80]), {}],
    ['an overlong encoding', 1007, Buffer.from([0xc0, 0xaf]), {}],
    ['a reserved bit', 1002, '{}', { reserved: 4 }],
    ['the other reserved bits', 1002, '{}', { reserved: 3 }],
    ['an unmasked frame', 1002, '{}', { masked: false }],
    ['a reserved opcode', 1002, '', { opcode: 3 }],
    ['a reserved control opcode', 1002, '', { opcode: 11 }],
    ['a fragmented ping', 1002, '', { opcode: 9, fin: false }],
    ['a ping of 126 bytes', 1002, Buffer.alloc(126), { opcode: 9 }],
    ['a continuation of nothing', 1002, 'x', { opcode: 0 }],
    ['a close code that may not be sent', 1002, Buffer.from([0x03, 0xed]), { opcode: 8 }],
    ['a close frame of one byte', 1002, Buffer.from([0x03]), { opcode: 8 }],
    ['a length beyond 2^53', 1009, '', { length: 2n ** 62n }],
    ['a frame that claims a gigabyte', 1009, '', { length: 2n ** 30n }],
  ];

  test.each(cases)('%s closes with %i', async (_name, code, payload, options) => {
    const socket = await upgraded();
    socket.frame(payload, options);
    expect(await socket.closeCode()).toBe(code);
    await socket.end();
  });

  test.each<[string, number, string | Buffer, FrameOptions]>([
    ['the peer closes', 1000, Buffer.from([0x03, 0xe8]), { opcode: 8 }],
    ['a broken frame', 1002, '{}', { reserved: 4 }],
  ])(
    'what was answered before %s comes before the close frame, and nothing after it',
    async (_name, code, payload, options) => {
      const socket = await upgraded();
      expect((await socket.nextFrame()).opcode).toBe(1);
      socket.socket.cork();
      socket.frame('{"type":"ping","id":"last"}');
      socket.frame(payload, options);
      socket.socket.uncork();
      expect(JSON.parse((await socket.nextFrame()).payload.toString())).toMatchObject({ type: 'pong', id: 'last' });
      const closing = await socket.nextFrame();
      expect([closing.opcode, closing.payload.readUInt16BE(0)]).toEqual([8, code]);
      await expect(socket.nextFrame()).rejects.toThrow('the connection ended; unread: ');
    },
  );

  test('nothing follows the close frame of a peer that leaves with its handshake', async () => {
    const { token } = await server().guest();
    const socket = new RawSocket(server().port);
    socket.socket.cork();
    const answer = socket.upgrade({ Authorization: `Bearer ${token}` });
    socket.frame(Buffer.from([0x03, 0xe8]), { opcode: 8 });
    socket.socket.uncork();
    expect((await answer).status).toBe(101);
    expect(await socket.closeCode()).toBe(1000);
    await expect(socket.nextFrame()).rejects.toThrow(/unread: $/);
  });

  test('goes on for everybody else', async () => {
    const other = await server().connect();
    const socket = await upgraded();
    socket.frame('{}', { reserved: 7 });
    await socket.closeCode();
    expect((await other.request({ type: 'ping' })).type).toBe('pong');
  });
});

describe('frames in other shapes than one write each', () => {
  const ping = (id: string) => JSON.stringify({ type: 'ping', id });

  test('a fragmented message with a ping between its parts is one message', async () => {
    const socket = await upgraded();
    const text = ping('fragmented');
    socket.frame(text.slice(0, 5), { fin: false });
    socket.frame('', { opcode: 9 });
    socket.frame(text.slice(5), { opcode: 0 });
    for (;;) {
      const { opcode, payload } = await socket.nextFrame();
      if (opcode === 1 && JSON.parse(payload.toString()).id === 'fragmented') break;
    }
  });

  test('a frame that arrives byte by byte is one message', async () => {
    const socket = await upgraded();
    socket.socket.setNoDelay(true);
    const text = ping('slowly');
    const whole = Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);
    for (const byte of whole) await new Promise((resolve) => socket.socket.write(Buffer.from([byte]), resolve));
    for (;;) {
      const { payload } = await socket.nextFrame();
      if (JSON.parse(payload.toString()).id === 'slowly') break;
    }
  });

  test("the server answers a ping with the ping's bytes", async () => {
    const socket = await upgraded();
    socket.frame('are you there', { opcode: 9 });
    for (;;) {
      const { opcode, payload } = await socket.nextFrame();
      if (opcode !== 10) continue;
      expect(payload.toString()).toBe('are you there');
      break;
    }
  });

  test('a client that says bye is told the same code', async () => {
    const socket = await upgraded();
    socket.frame(Buffer.from([0x03, 0xe8]), { opcode: 8 });
    expect(await socket.closeCode()).toBe(1000);
  });
});

describe('Limits: a frame is at most 64 KiB', () => {
  test('64 KiB pass', async () => {
    const client = await server().connect();
    const frame = JSON.stringify({ type: 'ping', id: 'a' });
    client.send(frame + ' '.repeat(65_536 - frame.length));
    expect(await client.next('pong')).toMatchObject({ id: 'a' });
  });

  test('64 KiB + 1 close with 1009', async () => {
    const client = await server().connect();
    const frame = JSON.stringify({ type: 'ping', id: 'a' });
    client.send(frame + ' '.repeat(65_537 - frame.length));
    expect((await client.close()).code).toBe(1009);
  });

  test('a message of many small fragments counts as a whole', async () => {
    const socket = await upgraded();
    for (let i = 0; i < 17; i += 1) socket.frame(Buffer.alloc(4096, 32), { fin: false, opcode: i === 0 ? 1 : 0 });
    expect(await socket.closeCode()).toBe(1009);
  });
});
