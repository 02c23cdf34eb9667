import { type Client, ClientError } from '@confab/client';
import type { Message } from '@confab/protocol';
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

  const load = (query: { before: number } | { after: number }) => {
    client.api
      .messages(room, { ...query, limit: PAGE })
      .then((page) => setPreview((known) => known && withPage(known, page, 'after' in query)))
      // What is there stays, and the button with it.
      .catch((error: unknown) => notify(errorWords(error)));
  };
  const loadOlder = () => load({ before: preview?.messages[0]?.seq ?? 0 });
  const loadNewer = () => load({ after: preview?.messages.at(-1)?.seq ?? 0 });
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

function withPage(
  known: RoomPreview,
  page: { messages: readonly Message[]; hasMore: boolean },
  later: boolean,
): RoomPreview {
  const has = new Set(known.messages.map(({ id }) => id));
  const more = page.messages.filter(({ id }) => !has.has(id));
  return later
    ? { ...known, messages: [...known.messages, ...more], hasNewer: page.hasMore }
    : { ...known, messages: [...more, ...known.messages] };
}
