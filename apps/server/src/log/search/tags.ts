import type { Extra } from './search-request.ts';

/** Tokens of the index's second column: what a message has besides words. Each begins with a character of private use. */
export const tags = {
  /** @param number the room's number in the index */
  room: (number: number) => `\ue801${number.toString(36)}`,
  /** @param number the author's number in the index */
  author: (number: number) => `\ue802${number.toString(36)}`,
  has: (extra: Extra) => `\ue803${extra}`,
  /** @param symbol one character that is no letter, digit or space */
  symbol: (symbol: string) => `\ue804${(symbol.codePointAt(0) ?? 0).toString(36)}`,
};
