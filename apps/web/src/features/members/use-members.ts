import type { MemberList, PresentMember, User } from '@confab/protocol';
import { useEffect, useMemo, useState } from 'react';
import { addPeople } from '../../store/people.ts';

/**
 * A room's members, offline ones included: asked for when the pane opens, added to as people come.
 * Only those present while the answer is not there.
 */
export function useMembers(roomId: string, present: readonly PresentMember[]): readonly User[] {
  const [listed, setListed] = useState<readonly User[]>([]);
  const [met, setMet] = useState<readonly User[]>([]);

  useEffect(() => {
    const asked = new AbortController();
    fetchMembers(roomId, asked.signal)
      .then(setListed)
      // Who is online is known without it; the list of the others can wait for the next time.
      .catch(() => undefined);
    return () => asked.abort();
  }, [roomId]);

  useEffect(() => {
    setMet((known) =>
      addPeople(
        known,
        present.map(({ user }) => user),
      ),
    );
  }, [present]);

  return useMemo(() => addPeople(listed, met), [listed, met]);
}

async function fetchMembers(roomId: string, signal: AbortSignal): Promise<User[]> {
  const response = await fetch(`/api/rooms/${encodeURIComponent(roomId)}/members`, { signal });
  if (!response.ok) return [];
  const list = (await response.json()) as MemberList;
  return list.members.map(({ user }) => user);
}
