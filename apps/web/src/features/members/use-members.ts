import type { PresentMember, User } from '@confab/protocol';
import { useEffect, useMemo, useState } from 'react';
import { afterPaint } from '../../store/after-paint.ts';
import { useClient } from '../../store/client-context.ts';
import { addPeople } from '../../store/people.ts';
import { type Members, readMembers, statusTextsOf, withMember } from './read-members.ts';

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
    const room = client.room(roomId);
    let cancel: (() => void) | undefined;
    const read = () => {
      cancel?.();
      cancel = afterPaint(() => {
        cancel = readMembers(client, room, setListed);
      });
    };
    read();
    const stops = [
      // Whoever was let in or sent away while the line was down has been told to nobody here.
      room.on('resumed', read),
      room.on('member', (user, role) => {
        setListed((known) => withMember(known, user, role));
        if (!role) setMet((known) => known.filter(({ id }) => id !== user.id));
      }),
    ];
    return () => {
      cancel?.();
      for (const stop of stops) stop();
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
