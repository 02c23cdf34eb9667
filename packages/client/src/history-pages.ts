import type { Message } from '@confab/protocol';
import type { Api } from './api.ts';

/** Which page is asked for. */
export interface PageQuery {
  before?: number;
  after?: number;
  /** A `seq`, or a message's id. */
  around?: number | string;
  limit?: number;
}

/** Fetches history, one page at a time in each direction. */
export interface HistoryPages {
  /**
   * Fetches a page; concurrent calls for one direction share one request.
   * @param take puts the page in its place and returns how many messages that added
   * @returns that number; 0 where the timeline was reset meanwhile
   */
  load(room: string, query: PageQuery, take: (page: Message[]) => number): Promise<number>;
  /** A change was pushed or replayed: a page on its way may have been read before it. */
  note(message: Message): void;
  /** The timeline was reset: a page on its way belongs to the past. */
  reset(): void;
}

export function createHistoryPages(api: Api): HistoryPages {
  const running = new Map<string, Promise<number>>();
  /** What was noted while a page is on its way; another map after a reset. */
  let meanwhile = new Map<string, Message>();

  async function fetchPage(...[room, query, take]: Parameters<HistoryPages['load']>): Promise<number> {
    const noted = meanwhile;
    const { messages } = await api.messages(room, query);
    if (noted !== meanwhile) return 0;
    return take(messages.map((message) => newer(message, noted.get(message.id))));
  }

  return {
    load(room, query, take) {
      // Every place jumped to is a direction of its own.
      const direction = String(query.around ?? (query.before ? '<' : '>'));
      const known = running.get(direction);
      if (known) return known;
      const page = fetchPage(room, query, take).finally(() => {
        if (running.get(direction) === page) running.delete(direction);
        if (running.size === 0) meanwhile = new Map();
      });
      running.set(direction, page);
      return page;
    },
    note(message) {
      if (running.size > 0) meanwhile.set(message.id, message);
    },
    reset() {
      meanwhile = new Map();
      running.clear();
    },
  };
}

function newer(fetched: Message, noted: Message | undefined): Message {
  return noted && noted.rev > fetched.rev ? noted : fetched;
}
