import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import * as ws from 'ws';
import { encodeFrame, encodeFrameOf } from '../../src/gateway/frame.ts';

// Its types leave the parser out.
const { Receiver } = ws as unknown as { Receiver: new (options: { isServer: boolean }) => Writable };

/** Reads frames with the parser of `ws`, as a client does. */
async function parse(bytes: Buffer): Promise<string> {
  const receiver = new Receiver({ isServer: false });
  const message = once(receiver, 'message');
  receiver.write(bytes);
  const [data, isBinary] = await message;
  expect(isBinary).toBe(false);
  return String(data);
}

describe('RFC 6455, section 5.2: a text frame with the shortest header for its length', () => {
  test.each([
    [0, 2],
    [1, 2],
    [125, 2],
    [126, 4],
    [65_535, 4],
    [65_536, 10],
    [200_000, 10],
  ])('%i bytes', async (length, header) => {
    const text = 'x'.repeat(length);
    const frame = encodeFrame(text);
    expect(frame).toHaveLength(header + length);
    expect(await parse(frame)).toBe(text);
  });

  test.each(['é', '€', '😀', 'a\u0000b', 'é'.repeat(63), '😀'.repeat(20_000)])(
    'the length is in bytes: %s',
    async (text) => {
      expect(await parse(encodeFrame(text))).toBe(text);
    },
  );

  test.each([
    [['{"a":', Buffer.from('"é😀"'), '}']],
    [['"', Buffer.from('€'.repeat(30_000)), 'é"']],
    [[Buffer.from('""')]],
  ])('a text in parts is the frame of the whole (%#)', (parts) => {
    expect(encodeFrameOf(parts)).toEqual(encodeFrame(parts.join('')));
  });

  test('frames may follow each other in one write', async () => {
    const receiver = new Receiver({ isServer: false });
    const heard: string[] = [];
    receiver.on('message', (data: Buffer) => heard.push(String(data)));
    receiver.end(Buffer.concat(['a', 'bb', 'ccc'].map(encodeFrame)));
    await once(receiver, 'finish');
    expect(heard).toEqual(['a', 'bb', 'ccc']);
  });
});
