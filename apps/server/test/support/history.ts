import type { Message, MessagePage } from '@confab/protocol';

/** Something that answers HTTP requests of the API. */
interface Caller {
  call(method: string, path: string, options: { token: string }): Promise<{ status: number; body: unknown }>;
}

/** Reads a room's whole history over HTTP, page by page from the start. */
export async function readHistory(server: Caller, { token }: { token: string }, room: string): Promise<Message[]> {
  const all: Message[] = [];
  for (;;) {
    const after = all.at(-1)?.seq ?? 0;
    const answer = await server.call('GET', `/api/rooms/${room}/messages?after=${after}&limit=200`, { token });
    const { messages, hasMore } = answer.body as MessagePage;
    all.push(...messages);
    if (!hasMore) return all;
  }
}
