import { ClientError } from '@confab/client';
import { errorWords } from './error-words.ts';

/** What a person reads where something about their account did not work. */
export function accountWords(error: unknown): string {
  if (!(error instanceof ClientError)) return errorWords(error);
  const { code, message, retryAfterMs } = error;
  if (code === 'unauthenticated') return 'That address and password don’t belong together.';
  if (code === 'conflict') return 'There’s an account with that address already. Sign in to it instead.';
  if (code === 'forbidden') return 'That invite doesn’t hold any more. Ask for a new one.';
  if (code === 'rate_limited') return `Too many tries. Again in ${Math.ceil((retryAfterMs ?? 60_000) / 1000)} s.`;
  if (code === 'invalid' && message.startsWith('email')) return 'That doesn’t look like an email address.';
  return errorWords(error);
}

const PASSWORD_MIN = 8;

/** What is wrong with a password somebody chose; empty for nothing. */
export function passwordProblem(password: string): string {
  return password.length < PASSWORD_MIN ? `A password needs at least ${PASSWORD_MIN} characters.` : '';
}

/** What is wrong with an email address, as far as one can see it; empty for nothing. */
export function emailProblem(email: string): string {
  return /^\s*\S+@\S+\.\S+\s*$/.test(email) ? '' : 'That doesn’t look like an email address.';
}
