import type { ReactNode } from 'react';
import { ConnectionBanner } from '../features/connection-banner/connection-banner.tsx';
import { useClient } from '../store/client-context.ts';

/** The connection banner, with what its buttons do. */
export function LineBanner({ onSignIn }: { onSignIn: () => void }): ReactNode {
  const client = useClient();
  const tryNow = () => {
    // The button goes with the trouble; one goes on writing.
    document.getElementById('composer')?.focus();
    // Where it fails again, the banner says why.
    client.connect().catch(() => undefined);
  };
  return <ConnectionBanner onTryNow={tryNow} onSignIn={onSignIn} />;
}
