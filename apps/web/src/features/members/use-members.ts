import { listMembers } from '@confab/client';
import type { PresentMember, RoomRole, User } from '@confab/protocol';
import { useEffect, useMemo, useState } from 'react';
import { afterPaint } from '../../store/after-paint.ts';
import { useClient } from '../../store/client-context.ts';
import { addPeople } from '../../store/people.ts';

/** A room's people, and what they are in it as far as that is known. */
export interface Members {
  users: readonly User[];
  roles: ReadonlyMap<string, RoomRole>;
  /** What they say about themselves, also once they are offline. */
  statusTexts: ReadonlyMap<string, string | undefined>;
}

const NONE: Members = { users: [], roles: new Map(), statusTexts: new Map() };

/**
 * A room's members, offline ones included: asked for when the pane opens, added to as people come, changed as others
 * are let in, get another role or are sent away. Only those present while the answer is not there.
 */
export function useMembers(roomId: string, present: readonly PresentMember[]): Members {
  const client = useClient();
  const [listed, setListed] = useState(NONE);
  const [met, setMet] = useState<readonly User[]>([]);
  const [said, setSaid] = useState(NONE.statusTexts);

  useEffect(() => {
    let current = true;
    const cancel = afterPaint(() =>
      listMembers(client.api, roomId).then(
        (list) =>
          current &&
          setListed({
            users: list.map(({ user }) => user),
            roles: new Map(list.map(({ user, role }) => [user.id, role])),
            statusTexts: statusTextsOf(list),
          }),
        // Who is online is known without it; the list of the others can wait for the next time.
        () => undefined,
      ),
    );
    const stop = client.room(roomId).on('member', (user, role) => {
      setListed((known) => changed(known, user, role));
      if (!role) setMet((known) => known.filter(({ id }) => id !== user.id));
    });
    return () => {
      current = false;
      cancel();
      stop();
    };
  }, [client, roomId]);

  useEffect(() => {
    setMet((known) =>
      addPeople(
        known,
        present.map(({ user }) => user),
      ),
    );
    setSaid((known) => {
      const isNew = present.some(({ user, statusText }) => known.get(user.id) !== statusText);
      return isNew ? new Map([...known, ...statusTextsOf(present)]) : known;
    });
  }, [present]);

  return useMemo(
    () => ({
      users: addPeople(listed.users, met),
      roles: listed.roles,
      statusTexts: new Map([...listed.statusTexts, ...said]),
    }),
    [listed, met, said],
  );
}

function statusTextsOf(people: readonly { user: User; statusText?: string }[]): Members['statusTexts'] {
  return new Map(people.map(({ user, statusText }) => [user.id, statusText]));
}

function changed({ users, roles, statusTexts }: Members, user: User, role: RoomRole | undefined): Members {
  const next = new Map(roles);
  if (role) next.set(user.id, role);
  else next.delete(user.id);
  return {
    users: role ? addPeople(users, [user]) : users.filter(({ id }) => id !== user.id),
    roles: next,
    statusTexts,
  };
}
