import { ClientError, changePassword } from '@confab/client';
import { type ReactNode, useState } from 'react';
import { useAccount } from '../../store/account-store.ts';
import { accountWords, passwordProblem } from '../../store/account-words.ts';
import { useClient } from '../../store/client-context.ts';
import { TextField } from '../../ui/text-field.tsx';
import { useSubmit } from '../../ui/use-submit.ts';

/** Another password. */
export function PasswordPanel(): ReactNode {
  const { api } = useClient();
  const email = useAccount((store) => store.me?.email);
  const [before, setBefore] = useState('');
  const [next, setNext] = useState('');
  const [saved, setSaved] = useState(false);
  const { busy, problem, clear, onSubmit } = useSubmit(async () => {
    const wrong = passwordProblem(next);
    if (wrong) return wrong;
    await changePassword(api, before, next);
    setBefore('');
    setNext('');
    setSaved(true);
    return undefined;
  }, words);
  const edited = (set: (value: string) => void) => (value: string) => {
    set(value);
    setSaved(false);
    clear();
  };

  return (
    <form className="panel" onSubmit={onSubmit} noValidate>
      {/* Tells password managers whose password it is. */}
      <input type="email" name="email" autoComplete="username" value={email ?? ''} readOnly hidden />
      <TextField
        label="Password so far"
        type="password"
        autoComplete="current-password"
        value={before}
        onChange={edited(setBefore)}
      />
      <TextField
        label="New password"
        type="password"
        autoComplete="new-password"
        value={next}
        hint="At least 8 characters. You’ll be signed out everywhere else."
        onChange={edited(setNext)}
      />
      <div className="acts">
        <span className={problem ? 'err' : 'said'} role={problem ? 'alert' : 'status'}>
          {problem || (saved && 'Changed. Only this device is still signed in.')}
        </span>
        <button type="submit" className="btn ink" disabled={busy}>
          Change password
        </button>
      </div>
    </form>
  );
}

function words(error: unknown): string {
  const isWrong = error instanceof ClientError && error.code === 'forbidden';
  return isWrong ? 'That isn’t your password so far.' : accountWords(error);
}
