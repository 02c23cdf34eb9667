import { type ReactNode, useState } from 'react';
import { accountWords } from '../../store/account-words.ts';
import { TextField } from '../../ui/text-field.tsx';
import { useSubmit } from '../../ui/use-submit.ts';

interface Props {
  /** Signs in; rejects where the server refuses. */
  onSignIn: (fields: { email: string; password: string }) => Promise<void>;
}

/** In to an account. */
export function SignInForm({ onSignIn }: Props): ReactNode {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { busy, problem, clear, onSubmit } = useSubmit(async () => {
    if (email.trim() === '' || password === '') return 'Fill in both.';
    await onSignIn({ email, password });
    return undefined;
  }, accountWords);
  const edited = (set: (value: string) => void) => (value: string) => {
    set(value);
    clear();
  };

  return (
    <form onSubmit={onSubmit} noValidate>
      <h1>Good to see you again</h1>
      <p className="lede">Your rooms are where you left them.</p>
      <div className="fields">
        <TextField
          label="Email"
          type="email"
          autoComplete="username"
          autoFocus
          value={email}
          onChange={edited(setEmail)}
        />
        <TextField
          label="Password"
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={edited(setPassword)}
        />
      </div>
      <p className="help bad" role={problem ? 'alert' : undefined}>
        {problem}
      </p>
      <button type="submit" className="btn ink lg" disabled={busy}>
        Sign in
      </button>
    </form>
  );
}
