import { requestPasswordReset, signIn, signUp } from '@confab/client';
import type { Restriction, SessionInfo, User } from '@confab/protocol';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Entrances } from '../features/sign-in/sign-in-page.tsx';
import { setMe, useAccount } from '../store/account-store.ts';
import { bindClient } from '../store/bind-client.ts';
import type { ClientSession } from '../store/client-context.ts';
import { watchModeration } from './moderation-store.ts';
import { signUpWish } from './sign-up-wish.ts';

/** Whether somebody is signed in here. `unreachable`: the server did not answer that question. */
type Phase = 'checking' | 'out' | 'in' | 'unreachable';

interface Session {
  phase: Phase;
  user: User | undefined;
  /** Whoever was signed in here is banned from the server. */
  ban: Restriction | undefined;
  retry: () => void;
  entrances: Entrances;
}

/** Looks for the browser's session and connects its client. */
export function useSession({ client, openRooms }: ClientSession): Session {
  const [phase, setPhase] = useState<Phase>('checking');
  const [user, setUser] = useState<User>();
  const [ban, setBan] = useState<Restriction>();

  const enter = useCallback(
    (me: SessionInfo) => {
      setMe(me);
      setUser(me.user);
      setPhase('in');
      // Where it fails for good, the banner says why.
      client.connect().catch(() => undefined);
    },
    [client],
  );

  const retry = useCallback(() => {
    setPhase('checking');
    client.api
      .start()
      .then(({ session, restriction, ...doors }) => {
        setBan(restriction);
        useAccount.setState({ me: session, doors });
        if (session) enter(session);
        else setPhase('out');
      })
      .catch(() => setPhase('unreachable'));
  }, [client, enter]);

  useEffect(() => bindClient(client, openRooms), [client, openRooms]);
  useEffect(() => watchModeration(client), [client]);
  useEffect(retry, [retry]);
  // Banned while one is here: the question who one is is answered with why.
  useEffect(
    () => client.on('state', (state) => state.name === 'failed' && state.reason.kind === 'revoked' && retry()),
    [client, retry],
  );

  const entrances = useMemo(
    (): Entrances => ({
      onJoin: async (name) => enter({ user: (await client.api.startGuest(name)).user, role: 'guest' }),
      onSignIn: async (fields) => enter(await signIn(client.api, fields)),
      onSignUp: async (fields) => enter(await signUp(client.api, signUpWish(fields))),
      onForgot: (email) => requestPasswordReset(client.api, email),
    }),
    [client, enter],
  );
  return { phase, user, ban, retry, entrances };
}
