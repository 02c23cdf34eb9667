import type { User } from '@confab/protocol';
import type { ReactNode } from 'react';
import { useAccount } from '../../store/account-store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SignUpFields } from './sign-up-fields.tsx';
import { type SignUpFields as Fields, useSignUp } from './use-sign-up.ts';

interface Props {
  user: User;
  onSignUp: (fields: Fields) => Promise<void>;
  onClose: () => void;
}

/** A guest makes an account and stays who they are. */
export default function KeepNameDialog({ user, onSignUp, onClose }: Props): ReactNode {
  const needsInvite = useAccount(({ doors }) => doors.signUp === 'invite');
  const signUp = useSignUp({ name: user.name }, needsInvite, onSignUp);
  return (
    <Dialog title="Create an account" onClose={onClose}>
      <form className="inside" onSubmit={signUp.onSubmit} noValidate>
        <p>Your rooms, messages and name come along. You can then sign in from anywhere.</p>
        <SignUpFields signUp={signUp} needsInvite={needsInvite} />
        {signUp.problem && (
          <span className="err" role="alert">
            {signUp.problem}
          </span>
        )}
        <div className="acts">
          <button type="button" className="btn bare" onClick={onClose}>
            Not now
          </button>
          <button type="submit" className="btn ink" disabled={signUp.busy}>
            Create account
          </button>
        </div>
      </form>
    </Dialog>
  );
}
