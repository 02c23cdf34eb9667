import type { User } from '@confab/protocol';
import { useCallback, useEffect, useState } from 'react';
import { bindClient } from '../store/bind-client.ts';
import type { ClientSession } from '../store/client-context.ts';

/** Whether somebody is signed in here. `unreachable`: the server did not answer that question. */
type Phase = 'checking' | 'out' | 'in' | 'unreachable';

interface Session {
  phase: Phase;
  user: User | undefined;
  retry: () => void;
  join: (name: string) => Promise<void>;
}

/** Looks for the browser's session and connects its client. */
export function useSession({ client, openRooms }: ClientSession): Session {
  const [phase, setPhase] = useState<Phase>('checking');
  const [user, setUser] = useState<User>();

  const enter = useCallback(
    (who: User) => {
      setUser(who);
      setPhase('in');
      // Where it fails for good, the banner says why.
      client.connect().catch(() => undefined);
    },
    [client],
  );

  const retry = useCallback(() => {
    setPhase('checking');
    client.api
      .session()
      .then((who) => (who ? enter(who) : setPhase('out')))
      .catch(() => setPhase('unreachable'));
  }, [client, enter]);

  useEffect(() => bindClient(client, openRooms), [client, openRooms]);
  useEffect(retry, [retry]);

  const join = useCallback(async (name: string) => enter((await client.api.startGuest(name)).user), [client, enter]);
  return { phase, user, retry, join };
}
