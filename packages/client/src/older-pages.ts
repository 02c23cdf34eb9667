import type { Message } from '@confab/protocol';
import type { Api } from './types.ts';

/** Fetches history, one page at a time. */
export interface OlderPages {
  /**
   * Fetches the page before `before`; concurrent calls share one request.
   * @param prepend puts the page in its place and returns how many messages that added
   * @returns that number; 0 where the timeline was reset meanwhile
   */
  load(room: string, before: number, limit: number | undefined, prepend: (page: Message[]) => number): Promise<number>;
  /** A change was pushed or replayed: a page on its way may have been read before it. */
  note(message: Message): void;
  /** The timeline was reset: a page on its way belongs to the past. */
  reset(): void;
}

export function createOlderPages(api: Api): OlderPages {
  let running: Promise<number> | undefined;
  /** What was noted while a page is on its way; another map after a reset. */
  let meanwhile = new Map<string, Message>();

  async function fetchPage(...[room, before, limit, prepend]: Parameters<OlderPages['load']>): Promise<number> {
    const noted = meanwhile;
    try {
      const { messages } = await api.messages(room, limit ? { before, limit } : { before });
      if (noted !== meanwhile) return 0;
      return prepend(messages.map((message) => newer(message, noted.get(message.id))));
    } finally {
      running = undefined;
      meanwhile = new Map();
    }
  }

  return {
    load(...args) {
      running ??= fetchPage(...args);
      return running;
    },
    note(message) {
      if (running) meanwhile.set(message.id, message);
    },
    reset() {
      meanwhile = new Map();
    },
  };
}

function newer(fetched: Message, noted: Message | undefined): Message {
  return noted && noted.rev > fetched.rev ? noted : fetched;
}
