import { type ReactNode, useState } from 'react';
import { accountWords, emailProblem } from '../../store/account-words.ts';
import { TextField } from '../../ui/text-field.tsx';
import { useSubmit } from '../../ui/use-submit.ts';

interface Props {
  /** Whether the server can send mail. */
  mail: boolean;
  onForgot: (email: string) => Promise<void>;
}

/** Asks for a link that sets a new password, or says who can give one. */
export function ForgotForm({ mail, onForgot }: Props): ReactNode {
  const [email, setEmail] = useState('');
  const [sent, setSent] = useState(false);
  const { busy, problem, clear, onSubmit } = useSubmit(async () => {
    const wrong = emailProblem(email);
    if (wrong) return wrong;
    await onForgot(email);
    setSent(true);
    return undefined;
  }, accountWords);

  if (!mail) {
    return (
      <section>
        <h1>Forgot your password?</h1>
        <p className="lede">This server sends no mail. Whoever runs it can give you a link that sets a new one.</p>
      </section>
    );
  }
  if (sent) {
    return (
      <section role="status">
        <h1>Look into your mail</h1>
        <p className="lede">If {email.trim()} has an account here, a link is on its way. It holds for an hour.</p>
      </section>
    );
  }
  return (
    <form onSubmit={onSubmit} noValidate>
      <h1>Forgot your password?</h1>
      <p className="lede">We’ll mail you a link that sets a new one.</p>
      <div className="fields">
        <TextField
          label="Email"
          type="email"
          autoComplete="username"
          autoFocus
          value={email}
          problem={problem}
          onChange={(value) => {
            setEmail(value);
            clear();
          }}
        />
      </div>
      <p className="help" />
      <button type="submit" className="btn ink lg" disabled={busy}>
        Send the link
      </button>
    </form>
  );
}
