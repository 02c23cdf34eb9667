import { ownReactions } from '@confab/client/own-reactions';
import type { Message, Reaction } from '@confab/protocol';
import { useEffect } from 'react';
import { create } from 'zustand';
import { useClient } from '../../store/client-context.ts';

/** What the server has told of one's own reactions, by user and message: a message names only the first who reacted. */
const useTold = create<Readonly<Record<string, readonly string[]>>>(() => ({}));

const keyOf = (me: string, message: string) => `${me} ${message}`;

/** Whether a reaction is one's own, as far as is known. */
export function isOwnReaction(reaction: Reaction, message: string, me: string): boolean {
  const told = useTold.getState()[keyOf(me, message)];
  return reaction.users.includes(me) || (namesNotAll(reaction) && told?.includes(reaction.emoji) === true);
}

/** Asks for one's own reactions to a message, once, where it may not name them; renders anew when they are known. */
export function useOwnReactions({ id, room, reactions = [] }: Message, me: string): void {
  const client = useClient();
  const told = useTold((all) => all[keyOf(me, id)]);
  const asks = !told && reactions.some((reaction) => namesNotAll(reaction) && !reaction.users.includes(me));
  useEffect(() => {
    if (!asks) return;
    ownReactions(client.api, room, id).then(
      (mine) => useTold.setState({ [keyOf(me, id)]: mine }),
      // It is not marked then, as before, and asked for again when the message next comes into view.
      () => undefined,
    );
  }, [asks, client, room, id, me]);
}

/** One has added a reaction, or taken it back. */
export function noteOwnReaction(emoji: string, on: boolean, message: string, me: string): void {
  const key = keyOf(me, message);
  const told = useTold.getState()[key];
  if (!told) return;
  const others = told.filter((one) => one !== emoji);
  useTold.setState({ [key]: on ? [...others, emoji] : others });
}

function namesNotAll({ count, users }: Reaction): boolean {
  return count > users.length;
}
