import type { PrismaClient } from '#prisma/sqlite';
import { AccountDirectory } from '../log/account-directory.ts';
import { AdminError } from './admin-error.ts';
import { write } from './write.ts';

const ROLES = ['owner', 'admin', 'member'] as const;

/** Changes what an account may do on the server; a server that runs takes it on within a second. */
export async function changeRole(prisma: PrismaClient, email: string, wanted: string): Promise<string> {
  const role = ROLES.find((known) => known === wanted);
  if (!role) throw new AdminError(`A role is one of ${ROLES.join(', ')}.`);
  const account = await new AccountDirectory(prisma).byEmail(email.trim().toLowerCase());
  if (!account) throw new AdminError(`There is no account with the address ${email}.`);
  await write(prisma, { kind: 'set-server-role', user: account.user.id, role, at: Date.now(), byOperator: true });
  return `${account.user.name} is ${role} now.`;
}
