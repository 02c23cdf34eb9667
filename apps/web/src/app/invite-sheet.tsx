import type { ReactNode } from 'react';
import { useClient } from '../store/client-context.ts';
import { loadLater } from '../ui/load-later.tsx';
import { LineBanner } from './line-banner.tsx';
import { PLACE } from './place.ts';
import { navigate } from './router.ts';
import { roomPath } from './routes.ts';

const welcome = loadLater(() => import('../features/invites/invite-welcome.tsx'));

/** The sheet for the address of an invite. */
export function InviteSheet({ code, onSignIn }: { code: string; onSignIn: () => void }): ReactNode {
  const client = useClient();
  return (
    <main className="sheet" id="main" aria-label="Invite" tabIndex={-1}>
      <header className="head" />
      <LineBanner onSignIn={onSignIn} />
      <welcome.View
        client={client}
        code={code}
        place={PLACE}
        onEntered={(slug) => navigate(roomPath(slug), { replace: true })}
        onDecline={() => navigate('/', { replace: true })}
      />
    </main>
  );
}
