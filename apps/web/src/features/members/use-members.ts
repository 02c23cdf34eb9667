import type { MemberList, User } from '@confab/protocol';
import { useEffect, useState } from 'react';

/** A room's members, offline ones included; asked for when the pane opens. Empty while unknown. */
export function useMembers(roomId: string): readonly User[] {
  const [members, setMembers] = useState<readonly User[]>([]);
  useEffect(() => {
    const asked = new AbortController();
    setMembers([]);
    fetchMembers(roomId, asked.signal)
      .then(setMembers)
      // Who is online is known without it; the list of the others can wait for the next time.
      .catch(() => undefined);
    return () => asked.abort();
  }, [roomId]);
  return members;
}

async function fetchMembers(roomId: string, signal: AbortSignal): Promise<User[]> {
  const response = await fetch(`/api/rooms/${encodeURIComponent(roomId)}/members`, { signal });
  if (!response.ok) return [];
  const list = (await response.json()) as MemberList;
  return list.members.map(({ user }) => user);
}
