import { LIMITS, type Message } from '@confab/protocol';
import type { Api } from './types.ts';

/** Fetches history, one page at a time. */
export class OlderPages {
  readonly #api: Pick<Api, 'messages'>;
  #running: Promise<number> | undefined;
  /** Changes pushed while a page is on its way: it may have been read before them. */
  #meanwhile = new Map<string, Message>();
  #generation = 0;

  constructor(api: Pick<Api, 'messages'>) {
    this.#api = api;
  }

  /**
   * Fetches the page before `before`; concurrent calls share one request.
   * @param prepend puts the page in its place and returns how many messages that added
   * @returns that number; 0 where the timeline was reset meanwhile
   */
  load(room: string, before: number, limit: number | undefined, prepend: (page: Message[]) => number): Promise<number> {
    this.#running ??= this.#fetch(room, before, limit ?? LIMITS.page, prepend).finally(() => {
      this.#running = undefined;
      this.#meanwhile.clear();
    });
    return this.#running;
  }

  /** A change was pushed or replayed. */
  note(message: Message): void {
    if (this.#running) this.#meanwhile.set(message.id, message);
  }

  /** The timeline was reset: a page on its way belongs to the past. */
  reset(): void {
    this.#generation += 1;
  }

  async #fetch(room: string, before: number, limit: number, prepend: (page: Message[]) => number): Promise<number> {
    const generation = this.#generation;
    const { messages } = await this.#api.messages(room, { before, limit });
    if (generation !== this.#generation) return 0;
    return prepend(messages.map((message) => this.#newest(message)));
  }

  #newest(message: Message): Message {
    const pushed = this.#meanwhile.get(message.id);
    return pushed && pushed.rev > message.rev ? pushed : message;
  }
}
