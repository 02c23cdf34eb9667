import type { Message } from '@confab/protocol';
import type { Row } from './room-handle.ts';

/** The replies of one thread as far as they are known: from `from` on all of them. */
export interface ThreadReplies {
  /** By ascending `seq`; rows of unchanged messages keep their identity. */
  rows(): Row[];
  has(id: string): boolean;
  /** `seq` of the first reply; whatever lies before it is on the server only. 0 where nothing does. */
  readonly from: number;
  /** A reply came or changed. Returns whether that is news. */
  put(message: Message): boolean;
  /** Takes in a page that ends where the known ones begin. @param from `seq` from which on all are known now */
  addPage(messages: readonly Message[], from: number): void;
  clear(): void;
}

export function createThreadReplies(): ThreadReplies {
  const byId = new Map<string, Row & { status: 'sent' }>();
  let from = 0;

  function put(message: Message): boolean {
    const known = byId.get(message.id)?.message;
    // Equal revs: the server's word in place of what we took for it, or a new name of the author.
    if (known ? known === message || known.rev > message.rev : message.seq < from) return false;
    byId.set(message.id, { status: 'sent', id: message.id, message });
    return true;
  }

  return {
    rows: () => [...byId.values()].sort((a, b) => a.message.seq - b.message.seq),
    has: (id) => byId.has(id),
    get from() {
      return from;
    },
    put,
    addPage(messages, first) {
      from = first;
      // What came while the first page was on its way may be older than it, with others missing in between.
      for (const [id, { message }] of byId) if (message.seq < from) byId.delete(id);
      messages.forEach(put);
    },
    clear() {
      byId.clear();
      from = 0;
    },
  };
}
