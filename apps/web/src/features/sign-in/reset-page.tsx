import { ClientError } from '@confab/client';
import { type ReactNode, useState } from 'react';
import { accountWords, passwordProblem } from '../../store/account-words.ts';
import { Mark } from '../../ui/mark.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { StageArt } from './stage-art.tsx';
import './sign-in.css';

interface Props {
  place: string;
  /** Sets the password; rejects where the link does not hold any more. */
  onReset: (password: string) => Promise<void>;
  /** To the page where one signs in. */
  onDone: () => void;
}

/** Where a link leads that sets a new password. */
export default function ResetPage({ place, onReset, onDone }: Props): ReactNode {
  const [password, setPassword] = useState('');
  const [done, setDone] = useState(false);
  const { busy, problem, clear, onSubmit } = useSubmit(async () => {
    const wrong = passwordProblem(password);
    if (wrong) return wrong;
    await onReset(password);
    setDone(true);
    return undefined;
  }, words);

  return (
    <div className="signin">
      <main className="col">
        <div className="brand">
          <Mark size={28} />
          {place}
        </div>
        <div className="entrance">
          {done ? (
            <section role="status">
              <h1>That’s your new password</h1>
              <p className="lede">You have been signed out everywhere. Sign in with it from now on.</p>
              <button type="button" className="btn ink lg" onClick={onDone}>
                Sign in
              </button>
            </section>
          ) : (
            <form onSubmit={onSubmit} noValidate>
              <h1>Choose a new password</h1>
              <p className="lede">Several words are easy to keep and hard to guess.</p>
              <div className="fields">
                <TextField
                  label="New password"
                  type="password"
                  autoComplete="new-password"
                  autoFocus
                  value={password}
                  problem={problem}
                  hint="At least 8 characters."
                  onChange={(value) => {
                    setPassword(value);
                    clear();
                  }}
                />
              </div>
              <p className="help" />
              <button type="submit" className="btn ink lg" disabled={busy}>
                Set the password
              </button>
            </form>
          )}
        </div>
        <p className="fine">Runs on {location.host}, kept by your own team.</p>
      </main>
      <StageArt />
    </div>
  );
}

function words(error: unknown): string {
  const isUsed = error instanceof ClientError && error.code === 'invalid';
  return isUsed ? 'This link has been used, or is older than an hour. Ask for a new one.' : accountWords(error);
}
