import { ClientError, resetPassword } from '@confab/client';
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useState } from 'react';
import { SignInPage } from '../features/sign-in/sign-in-page.tsx';
import { setMe, useAccount } from '../store/account-store.ts';
import { ClientContext } from '../store/client-context.ts';
import { notify } from '../store/notices.ts';
import { loadLater } from '../ui/load-later.tsx';
import { forgetEmoji } from '../ui/used-emoji.ts';
import { createSession } from './create-session.ts';
import { keepStatus } from './kept-status.ts';
import { forgetRoom } from './last-room.ts';
import { PLACE } from './place.ts';
import { navigate, useRoute } from './router.ts';
import { onSignedOut, tellSignedOut } from './sign-out-news.ts';
import { StartPage } from './start-page.tsx';
import { Toasts } from './toasts.tsx';
import { useSession } from './use-session.ts';

// Asked for at once, so that it comes while the session is looked for; the page that asks for a name does without.
const shell = import('./shell.tsx');
const Shell = lazy(() => shell);
const resetPage = loadLater(() => import('../features/sign-in/reset-page.tsx'));

/** The whole app: looks for a session, asks for a name where there is none, then shows the rooms. */
export function App(): ReactNode {
  const [session, setSession] = useState(createSession);
  const { phase, user, ban, retry, entrances } = useSession(session);
  const doors = useAccount((store) => store.doors);

  const route = useRoute();

  const leave = useCallback(async () => {
    forgetRoom();
    forgetEmoji();
    keepStatus('online');
    await session.client.close().catch(() => undefined);
    setMe(undefined);
    setSession(createSession());
  }, [session]);
  // What was said here is not for whoever sits at this browser next.
  useEffect(() => onSignedOut(leave), [leave]);

  const signOut = useCallback(async () => {
    const problem: unknown = await session.client.api.endSession().catch((error: unknown) => error);
    if (problem instanceof ClientError && problem.code === 'unreachable') {
      // Only the server can take the browser's cookie back.
      notify('The server didn’t answer, so you’re still signed in here. Try again in a moment.');
      return;
    }
    // Whatever else it says, this browser is done with the session.
    tellSignedOut();
    await leave();
  }, [session, leave]);

  if (route.name === 'reset') {
    return (
      <resetPage.View
        place={PLACE}
        onReset={(password) => resetPassword(session.client.api, location.hash.slice(1), password)}
        onDone={async () => {
          navigate('/', { replace: true });
          await signOut();
        }}
      />
    );
  }
  return (
    <ClientContext value={session}>
      {phase === 'out' && (
        <SignInPage place={PLACE} doors={doors} invite={inviteOf(location.search)} ban={ban} {...entrances} />
      )}
      <Suspense>{phase === 'in' && user && <Shell key={user.id} me={user} onSignOut={signOut} />}</Suspense>
      {phase === 'unreachable' && <StartPage onRetry={retry} />}
      <Toasts />
    </ClientContext>
  );
}

/** The code of an invite to the server: `/?invite=…`. Empty for none. */
function inviteOf(search: string): string {
  return new URLSearchParams(search).get('invite') ?? '';
}
