import { normalizeName } from '@confab/protocol';
import { type FormEvent, useState } from 'react';
import { accountWords, emailProblem, passwordProblem } from '../../store/account-words.ts';
import { NAME_WORDS } from '../../ui/name-words.ts';
import { useSubmit } from '../../ui/use-submit.ts';

/** What somebody fills in for an account. */
export interface SignUpFields {
  name: string;
  email: string;
  password: string;
  /** The code of an invite to the server; empty for none. */
  invite: string;
}

interface SignUp {
  fields: SignUpFields;
  /** What is wrong with each field; only there once somebody has tried. */
  problems: Partial<SignUpFields>;
  /** What is wrong with the whole. */
  problem: string;
  busy: boolean;
  edit: (field: keyof SignUpFields) => (value: string) => void;
  onSubmit: (event: FormEvent) => void;
}

/** The state of a form that makes an account. @param first what the fields start with */
export function useSignUp(
  first: Partial<SignUpFields>,
  needsInvite: boolean,
  send: (fields: SignUpFields) => Promise<void>,
): SignUp {
  const [fields, setFields] = useState<SignUpFields>({ name: '', email: '', password: '', invite: '', ...first });
  const [problems, setProblems] = useState<Partial<SignUpFields>>({});
  const { busy, problem, clear, onSubmit } = useSubmit(async () => {
    const found = problemsOf(fields, needsInvite);
    setProblems(found);
    if (Object.keys(found).length > 0) return undefined;
    await send(fields);
    return undefined;
  }, accountWords);

  const edit = (field: keyof SignUpFields) => (value: string) => {
    setFields((before) => ({ ...before, [field]: value }));
    setProblems(({ [field]: _solved, ...others }) => others);
    clear();
  };
  return { fields, problems, problem, busy, edit, onSubmit };
}

function problemsOf({ name, email, password, invite }: SignUpFields, needsInvite: boolean): Partial<SignUpFields> {
  const wanted = normalizeName(name);
  const found = {
    name: wanted.ok ? '' : NAME_WORDS[wanted.problem],
    email: emailProblem(email),
    password: passwordProblem(password),
    invite: needsInvite && invite.trim() === '' ? 'You need an invite to join here.' : '',
  };
  return Object.fromEntries(Object.entries(found).filter(([, words]) => words !== ''));
}
