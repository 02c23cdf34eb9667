import { describe, expect, it } from 'vitest';
import { chooseSubprotocol } from '../src/index.ts';

describe('chooseSubprotocol', () => {
  it.each([
    [[], 'chat.v1.json'],
    [['chat.v1.json'], 'chat.v1.json'],
    [['chat.v9.json', 'chat.v1.json'], 'chat.v1.json'],
    [['chat.v9.json'], undefined],
    [['CHAT.V1.JSON'], undefined],
    [[''], undefined],
  ])('%j is answered with %s', (offered, chosen) => {
    expect(chooseSubprotocol(offered)).toBe(chosen);
  });
});
