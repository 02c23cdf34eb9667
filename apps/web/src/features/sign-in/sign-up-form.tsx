import type { ReactNode } from 'react';
import { useAccount } from '../../store/account-store.ts';
import { SignUpFields } from './sign-up-fields.tsx';
import { type SignUpFields as Fields, useSignUp } from './use-sign-up.ts';

interface Props {
  /** The code of the invite that somebody came with; empty for none. */
  invite: string;
  onSignUp: (fields: Fields) => Promise<void>;
}

/** In with a new account. */
export function SignUpForm({ invite, onSignUp }: Props): ReactNode {
  const needsInvite = useAccount(({ doors }) => doors.signUp === 'invite');
  const signUp = useSignUp({ invite }, needsInvite, onSignUp);
  return (
    <form onSubmit={signUp.onSubmit} noValidate>
      <h1>Make it yours</h1>
      <p className="lede">With an account you are the same person on every device.</p>
      <div className="fields">
        <SignUpFields signUp={signUp} needsInvite={needsInvite && invite === ''} />
      </div>
      <p className="help bad" role={signUp.problem ? 'alert' : undefined}>
        {signUp.problem}
      </p>
      <button type="submit" className="btn ink lg" disabled={signUp.busy}>
        Create account
      </button>
    </form>
  );
}
