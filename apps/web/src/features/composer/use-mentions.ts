import type { RoomHandle } from '@confab/client';
import type { User } from '@confab/protocol';
import { type RefObject, useMemo, useState } from 'react';
import { useRoomView } from '../../store/room-view-store.ts';
import type { Presence } from '../../ui/avatar.tsx';
import { insertText } from '../../ui/insert-text.ts';
import { matchNames } from '../../ui/match-names.ts';
import { type Suggestions, useSuggestions } from '../../ui/use-suggestions.ts';
import { type MentionQuery, mentionBefore } from './mention-query.ts';

interface Options {
  roomId: string;
  handle: RoomHandle;
  me: string;
  /** What the text is kept under. The list closes where another takes its place. */
  draftKey: string;
  field: RefObject<HTMLTextAreaElement | null>;
}

/** The completion of `@` in the composer. */
export interface Mentions extends Pick<Suggestions, 'list' | 'combobox' | 'onKey'> {
  people: readonly User[];
  query: string;
  presenceOf: (user: User) => Presence;
  /** Looks at the text before the caret again. */
  update: () => void;
  close: () => void;
  pick: (user: User) => void;
}

const NOBODY: readonly User[] = [];

/** Suggests people while `@` and a part of a name stand before the caret. */
export function useMentions({ roomId, handle, me, draftKey, field }: Options): Mentions {
  const everybody = useRoomView(roomId, (view) => view.people) ?? NOBODY;
  const [found, setFound] = useState<{ draftKey: string; query: MentionQuery }>();
  const open = found?.draftKey === draftKey ? found.query : undefined;
  const people = useMemo(
    () =>
      open
        ? matchNames(
            everybody.filter(({ id }) => id !== me),
            open.query,
          )
        : NOBODY,
    [everybody, open, me],
  );

  const close = () => setFound(undefined);
  const update = () => {
    const area = field.current;
    const query =
      area && area.selectionStart === area.selectionEnd ? mentionBefore(area.value, area.selectionStart) : undefined;
    if (query?.query !== open?.query) suggestions.reset();
    setFound(query && { draftKey, query });
  };

  const pick = (user: User) => {
    const area = field.current;
    if (!area || !open) return;
    const insert = `@${user.name} `;
    const caret = open.at + insert.length;
    insertText(area, { from: open.at, to: area.selectionStart, insert, start: caret, end: caret });
    close();
  };

  const suggestions = useSuggestions(people, pick, close);
  const presenceOf = (user: User): Presence =>
    handle.presence.find((member) => member.user.id === user.id)?.status ?? 'offline';

  return {
    ...suggestions,
    people,
    query: open?.query ?? '',
    presenceOf,
    update,
    close,
    pick,
  };
}
