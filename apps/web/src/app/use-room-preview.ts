import { type Client, ClientError } from '@confab/client';
import type { Message, MessagePage } from '@confab/protocol';
import { useEffect, useState } from 'react';
import { errorWords } from '../store/error-words.ts';
import { notify } from '../store/notices.ts';

/** Messages asked for at a time. */
const PAGE = 60;

/** What somebody sees of a room that they are no member of. */
interface RoomPreview {
  messages: readonly Message[];
  /** The message it stands at. */
  target?: string;
  hasNewer: boolean;
}

interface Preview {
  /** Undefined until the server has answered. */
  preview: RoomPreview | undefined;
  loadOlder: () => void;
  loadNewer: () => void;
}

/**
 * Reads a room's history over HTTP, which makes nobody a member and tells nobody.
 * @param target the message to begin at; the newest where it is left out, or not there any more
 * @param onProblem gets what kept the messages from coming
 */
export function useRoomPreview(
  client: Client,
  room: string,
  target: string | undefined,
  onProblem: (problem: unknown) => void,
): Preview {
  const [preview, setPreview] = useState<RoomPreview>();

  useEffect(() => {
    let current = true;
    lookIn(client, room, target).then(
      (found) => current && setPreview(found),
      (problem: unknown) => current && onProblem(problem),
    );
    return () => {
      current = false;
    };
  }, [client, room, target, onProblem]);

  const load = (edge: Edge) => {
    const from = preview && edgeOf(preview, edge);
    if (!from) return;
    client.api
      .messages(room, { [edge]: from.seq, limit: PAGE })
      .then((page) => setPreview((known) => known && withPage(known, edge, from, page)))
      // What is there stays, and the button with it.
      .catch((error: unknown) => notify(errorWords(error)));
  };
  const loadOlder = () => load('before');
  const loadNewer = () => load('after');
  return { preview, loadOlder, loadNewer };
}

async function lookIn({ api }: Client, room: string, target: string | undefined): Promise<RoomPreview> {
  if (target !== undefined) {
    try {
      const { messages, hasMore } = await api.messages(room, { around: target, limit: PAGE });
      const behind = messages.length - messages.findIndex(({ id }) => id === target);
      // A side that is short leaves its room to the other: less than half behind it means that the end is there.
      return { messages, target, hasNewer: hasMore && behind >= PAGE / 2 };
    } catch (error) {
      if (!(error instanceof ClientError) || error.code !== 'message_not_found') throw error;
    }
  }
  return { messages: (await api.messages(room, { limit: PAGE })).messages, hasNewer: false };
}

/** Where a page goes: before the first message, or after the last one. */
type Edge = 'before' | 'after';

function edgeOf({ messages }: RoomPreview, edge: Edge): Message | undefined {
  return edge === 'before' ? messages[0] : messages.at(-1);
}

/**
 * Adds a page that was asked for from a message at the edge. Where that is not there any more, the page has come twice or is
 * about another place, and nothing changes.
 */
export function withPage(known: RoomPreview, edge: Edge, from: Message, page: MessagePage): RoomPreview {
  if (edgeOf(known, edge) !== from) return known;
  return edge === 'before'
    ? { ...known, messages: [...page.messages, ...known.messages] }
    : { ...known, messages: [...known.messages, ...page.messages], hasNewer: page.hasMore };
}
