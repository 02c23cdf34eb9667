import type { Message } from '@confab/protocol';

/** Something that a message must say, or must not. */
export interface SearchTerm {
  /** A word, several that follow one another, or code; as typed. */
  text: string;
  /** Whether its last word is complete; otherwise it may go on. */
  exact: boolean;
  negated: boolean;
}

/** What a message can have besides words. */
export type Extra = 'link' | 'file';

export type SearchOrder = 'newest' | 'best';

/** A question to the index. Times are Unix milliseconds. */
export interface SearchRequest {
  terms: SearchTerm[];
  /** The ids of the rooms that the asker may see: nothing else is looked at. */
  rooms: string[];
  /** Ids of users, one of which must be the author. */
  authors: string[] | undefined;
  /** Names, or parts of them from the start of a word, one of which the author must have. */
  authorNames: string[];
  has: Extra[];
  /** The first moment. */
  since: number | undefined;
  /** The moment after the last one. */
  until: number | undefined;
  order: SearchOrder;
  limit: number;
  /** The `next` of the page before. */
  cursor: number | undefined;
}

/** A message that was found: as it is now, not as it was when it was indexed. */
export interface SearchHit {
  message: Message;
  /** Plain text around the first match. */
  snippet: string;
  /** The matches in the snippet: start and end, UTF-16, in order and apart. */
  marks: [number, number][];
}

/** A page of answers. */
export interface SearchPage {
  hits: SearchHit[];
  /** Where the next page begins; absent where there is none. */
  next?: number;
}
