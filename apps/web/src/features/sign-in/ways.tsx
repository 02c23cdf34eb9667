import type { ReactNode } from 'react';
import type { Doors } from '../../store/account-store.ts';

/** A way in. */
export type Way = 'guest' | 'sign-in' | 'sign-up' | 'forgot';

interface Props {
  way: Way;
  doors: Doors;
  onChoose: (way: Way) => void;
}

/** The other ways in, under the form of the chosen one. */
export function Ways({ way, doors, onChoose }: Props): ReactNode {
  const others: [Way, string][] = [];
  if (way === 'sign-in') others.push(['forgot', 'Forgot your password?']);
  if (way !== 'sign-in') others.push(['sign-in', way === 'forgot' ? 'Back to sign in' : 'Sign in']);
  if (way !== 'sign-up' && way !== 'forgot' && doors.signUp !== 'closed') others.push(['sign-up', 'Create an account']);
  if (way !== 'guest' && way !== 'forgot' && doors.guests) others.push(['guest', 'Come in as a guest']);
  return (
    <nav className="ways" aria-label="Other ways in">
      {others.map(([name, words]) => (
        <button key={name} type="button" className="link" onClick={() => onChoose(name)}>
          {words}
        </button>
      ))}
    </nav>
  );
}
