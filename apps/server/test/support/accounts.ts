import { randomUUID } from 'node:crypto';
import type { SignedInReply } from '@confab/protocol';
import { expect } from 'vitest';
import type { TestServer } from './server.ts';

export const PASSWORD = 'correct horse battery';

/** An address that nobody has used yet. */
export function freshEmail(name = 'ada'): string {
  return `${name}-${randomUUID()}@example.org`;
}

/** What to sign up with. */
export function newAccount(name = 'Ada'): { email: string; password: string; name: string } {
  return { email: freshEmail(name.split(' ', 1)[0]?.toLowerCase()), password: PASSWORD, name };
}

/** Makes an account, as the guest of this token where there is one. */
export async function signUp(server: TestServer, fields = newAccount(), token?: string): Promise<SignedInReply> {
  const answer = await server.call('POST', '/api/auth/sign-up/email', {
    body: fields,
    ...(token === undefined ? {} : { token }),
  });
  expect(answer).toMatchObject({ status: 200 });
  return answer.body as SignedInReply;
}

export async function signIn(server: TestServer, email: string, password = PASSWORD): Promise<SignedInReply> {
  const answer = await server.call('POST', '/api/auth/sign-in/email', { body: { email, password } });
  expect(answer).toMatchObject({ status: 200 });
  return answer.body as SignedInReply;
}
