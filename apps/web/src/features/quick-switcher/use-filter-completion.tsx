import { type Api, findPeople } from '@confab/client';
import type { FoundUser, RoomSummary } from '@confab/protocol';
import { MessagesSquare } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { Avatar } from '../../ui/avatar.tsx';
import { matchNames } from '../../ui/match-names.ts';
import { type OpenFilter, openFilter } from './filter-completion.ts';

/** Somebody or a room that a filter can name. */
export interface FilterOption {
  id: string;
  name: string;
  /** What the filter is to say. */
  value: string;
  picture: ReactNode;
}

/** The filter that is being typed, with what it can become. */
export interface FilterCompletion {
  filter: OpenFilter;
  options: readonly FilterOption[];
}

interface Options {
  api: Api;
  rooms: readonly RoomSummary[];
  /** The reader's user id. */
  me: string;
  query: string;
  caret: number;
}

const NOTHING: readonly FoundUser[] = [];

/** Looks for people while a `from:` stands before the caret, for rooms while an `in:` does. */
export function useFilterCompletion({ api, rooms, me, query, caret }: Options): FilterCompletion | undefined {
  const filter = openFilter(query, caret);
  const people = usePeople(api, filter?.key === 'from' ? filter.name : undefined);
  if (!filter) return undefined;
  const all = filter.key === 'from' ? people.map((one) => personOption(one, me)) : rooms.map(roomOption);
  const options = matchNames(all, filter.name);
  return options.length > 0 ? { filter, options } : undefined;
}

/** People by a part of their name; those of the last answer stay until the next is there. */
function usePeople(api: Api, name: string | undefined): readonly FoundUser[] {
  const [found, setFound] = useState(NOTHING);
  useEffect(() => {
    if (name === undefined) return;
    let current = true;
    // Without an answer the name is written by hand.
    findPeople(api, name)
      .catch(() => NOTHING)
      .then((people) => current && setFound(people));
    return () => {
      current = false;
    };
  }, [api, name]);
  return found;
}

function personOption({ user, status }: FoundUser, me: string): FilterOption {
  const { id, name } = user;
  return { id, name, value: id === me ? 'me' : name, picture: <Avatar user={user} presence={status} size={24} /> };
}

// By its slug: no other room has it, and it needs no quotes.
function roomOption({ id, name, slug }: RoomSummary): FilterOption {
  return { id, name, value: slug, picture: <MessagesSquare className="i" aria-hidden="true" /> };
}
