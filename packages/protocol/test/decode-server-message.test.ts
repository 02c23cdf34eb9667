import { describe, expect, it } from 'vitest';
import { decodeServerMessage, encodeServerMessage, type ServerMessage } from '../src/index.ts';

describe('server frames', () => {
  it('come back as they were encoded', () => {
    const pong: ServerMessage = { type: 'pong', id: 'x', now: 5 };
    expect(decodeServerMessage(encodeServerMessage(pong))).toEqual(pong);
  });

  it('may carry more than this version knows', () => {
    expect(decodeServerMessage('{"type":"tomorrow","field":1}')).toEqual({ type: 'tomorrow', field: 1 });
  });

  it.each(['', 'no', 'null', '5', '[]', '{}', '{"type":5}'])(
    'are nothing where they are no object with a type: %s',
    (text) => {
      expect(decodeServerMessage(text)).toBeUndefined();
    },
  );
});
