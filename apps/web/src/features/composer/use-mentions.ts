import type { RoomHandle } from '@confab/client';
import type { User } from '@confab/protocol';
import { type KeyboardEvent, type RefObject, useId, useMemo, useState } from 'react';
import { useRoomView } from '../../store/room-view-store.ts';
import type { Presence } from '../../ui/avatar.tsx';
import { insertText } from './insert-text.ts';
import { type MentionQuery, matchPeople, mentionBefore } from './mention-query.ts';

interface Options {
  roomId: string;
  handle: RoomHandle;
  me: string;
  /** What the text is kept under. The list closes where another takes its place. */
  draftKey: string;
  field: RefObject<HTMLTextAreaElement | null>;
}

/** The completion of `@` in the composer. */
export interface Mentions {
  listId: string;
  people: readonly User[];
  query: string;
  selected: number;
  /** What the textarea says about its list, for assistive technology. */
  combobox: Record<string, string | boolean | undefined>;
  presenceOf: (user: User) => Presence;
  /** Looks at the text before the caret again. */
  update: () => void;
  close: () => void;
  pick: (user: User) => void;
  /** Returns whether the key was the list's. */
  onKey: (event: KeyboardEvent) => boolean;
}

const NOBODY: readonly User[] = [];

/** Suggests people while `@` and a part of a name stand before the caret. */
export function useMentions({ roomId, handle, me, draftKey, field }: Options): Mentions {
  const listId = useId();
  const everybody = useRoomView(roomId, (view) => view.people) ?? NOBODY;
  const [found, setFound] = useState<{ draftKey: string; query: MentionQuery }>();
  const open = found?.draftKey === draftKey ? found.query : undefined;
  const [chosen, setChosen] = useState(0);
  const people = useMemo(() => (open ? matchPeople(everybody, open.query, me) : NOBODY), [everybody, open, me]);
  const selected = Math.min(chosen, people.length - 1);

  const close = () => setFound(undefined);
  const update = () => {
    const area = field.current;
    const query =
      area && area.selectionStart === area.selectionEnd ? mentionBefore(area.value, area.selectionStart) : undefined;
    if (query?.query !== open?.query) setChosen(0);
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

  const onKey = (event: KeyboardEvent): boolean => {
    const user = people[selected];
    if (!user) return false;
    if (event.key === 'ArrowDown') setChosen((selected + 1) % people.length);
    else if (event.key === 'ArrowUp') setChosen((selected - 1 + people.length) % people.length);
    else if (event.key === 'Escape') close();
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) pick(user);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };

  const presenceOf = (user: User): Presence =>
    handle.presence.find((member) => member.user.id === user.id)?.status ?? 'offline';

  const shown = people.length > 0;
  return {
    listId,
    people,
    query: open?.query ?? '',
    selected,
    combobox: {
      'aria-autocomplete': 'list',
      'aria-controls': shown ? listId : undefined,
      'aria-activedescendant': shown ? `${listId}-${selected}` : undefined,
    },
    presenceOf,
    update,
    close,
    pick,
    onKey,
  };
}
