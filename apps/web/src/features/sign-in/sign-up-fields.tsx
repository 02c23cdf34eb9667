import type { ReactNode } from 'react';
import { TextField } from '../../ui/text-field.tsx';
import type { useSignUp } from './use-sign-up.ts';

interface Props {
  signUp: ReturnType<typeof useSignUp>;
  needsInvite: boolean;
}

/** The fields of an account. */
export function SignUpFields({ signUp, needsInvite }: Props): ReactNode {
  const { edit, fields, problems } = signUp;
  return (
    <>
      {needsInvite && (
        <TextField
          label="Invite code"
          autoComplete="off"
          value={fields.invite}
          problem={problems.invite}
          onChange={edit('invite')}
        />
      )}
      <TextField
        label="Your name"
        autoComplete="nickname"
        autoFocus
        value={fields.name}
        problem={problems.name}
        onChange={edit('name')}
      />
      <TextField
        label="Email"
        type="email"
        autoComplete="username"
        value={fields.email}
        problem={problems.email}
        hint="Only you see it."
        onChange={edit('email')}
      />
      <TextField
        label="Password"
        type="password"
        autoComplete="new-password"
        value={fields.password}
        problem={problems.password}
        hint="At least 8 characters. Several words are easy to keep and hard to guess."
        onChange={edit('password')}
      />
    </>
  );
}
