import { randomUUID } from 'node:crypto';
import type { PrismaClient } from '#prisma/sqlite';
import { RESET_MS, resetLink } from '../accounts/reset-link.ts';
import type { Config } from '../config.ts';
import { AccountDirectory } from '../log/account-directory.ts';
import { hashSecret, newSecret } from '../rooms/secret-token.ts';
import { AdminError } from './admin-error.ts';
import { write } from './write.ts';

/** Makes a link that sets a new password for an account. @returns what to tell the operator */
export async function createResetLink(
  prisma: PrismaClient,
  email: string,
  { PUBLIC_URL, PORT }: Pick<Config, 'PUBLIC_URL' | 'PORT'>,
): Promise<string> {
  const account = await new AccountDirectory(prisma).byEmail(email.trim().toLowerCase());
  if (!account) throw new AdminError(`There is no account with the address ${email}.`);
  const token = newSecret();
  const at = Date.now();
  const operation = {
    id: randomUUID(),
    user: account.user.id,
    tokenHash: hashSecret(token),
    at,
    expiresAt: at + RESET_MS,
  };
  await write(prisma, { kind: 'create-reset', ...operation });
  return [
    `This link sets a new password for ${account.user.name}, once, within an hour:`,
    resetLink(PUBLIC_URL ?? `http://localhost:${PORT}`, token),
  ].join('\n');
}
