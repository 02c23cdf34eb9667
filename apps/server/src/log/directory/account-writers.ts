import type { Transaction } from '../batch-sql.ts';
import type { Outcome } from '../operation.ts';
import type {
  CreateResetOperation,
  RegisterOperation,
  ResetPasswordOperation,
  SetPasswordOperation,
  SetServerRoleOperation,
  UpdateProfileOperation,
} from './account-operation.ts';
import { type DirectoryWriters, oneByOne } from './directory-writer.ts';
import { endSessions } from './session-writers.ts';

/** What reset links are called among the verifications. */
const RESET = 'reset-password:';
const CREDENTIAL = 'credential';

/** Where it is noted whose role was changed beside the server, and when. */
export const ROLE_NOTE = 'roleChange';

type Refusal = Extract<Outcome, { ok: false }>;

type AccountKind =
  | 'register'
  | 'set-password'
  | 'create-reset'
  | 'reset-password'
  | 'update-profile'
  | 'set-server-role';

/** Accounts: how somebody signs in, and what they say about themselves. */
export const accountWriters: DirectoryWriters<AccountKind> = {
  register: oneByOne(register),
  'set-password': oneByOne(setPassword),
  'create-reset': oneByOne(createReset),
  'reset-password': oneByOne(resetPassword),
  'update-profile': oneByOne(updateProfile),
  'set-server-role': oneByOne(setServerRole),
};

// The writer is alone: nobody registers between these statements, so neither an address nor the ownership is given twice.
async function register(tx: Transaction, op: RegisterOperation): Promise<Refusal | undefined> {
  const { account, guest, invite, user } = op;
  const at = new Date(op.at);
  const known = await tx.user.findUnique({ where: { email: user.email }, select: { id: true } });
  if (known) return refuse('conflict', 'there is an account with this email address already');
  const current = guest && (await tx.user.findUnique({ where: { id: user.id }, select: { email: true, kind: true } }));
  if (guest && (current?.kind !== 'guest' || current.email !== null)) {
    return refuse('conflict', 'this session belongs to an account already');
  }
  if (invite !== undefined && !(await useInvite(tx, invite, at))) {
    return refuse('forbidden', 'this invite is not valid, or not any more');
  }
  const first = (await tx.user.findFirst({ where: { email: { not: null } }, select: { id: true } })) === null;
  const { id, name, email } = user;
  const fields = { name, email, kind: 'person', role: first ? 'owner' : 'member', updatedAt: at };
  if (guest) {
    await tx.user.update({ where: { id }, data: fields });
    await tx.session.updateMany({ where: { id: guest.session, userId: id }, data: { tokenHash: guest.tokenHash } });
  } else await tx.user.create({ data: { id, ...fields, createdAt: at } });
  await tx.account.create({
    data: {
      id: account.id,
      userId: id,
      accountId: id,
      providerId: CREDENTIAL,
      password: account.passwordHash,
      createdAt: at,
      updatedAt: at,
    },
  });
  return undefined;
}

/** Takes one use of an invite to the server. @returns whether there was one left */
async function useInvite(tx: Transaction, codeHash: string, at: Date): Promise<boolean> {
  const invite = await tx.invite.findUnique({ where: { codeHash } });
  if (!invite || invite.roomId !== null || invite.revokedAt) return false;
  if (invite.expiresAt && invite.expiresAt <= at) return false;
  if (invite.maxUses !== null && invite.uses >= invite.maxUses) return false;
  await tx.invite.update({ where: { codeHash }, data: { uses: { increment: 1 } } });
  return true;
}

async function setPassword(tx: Transaction, op: SetPasswordOperation): Promise<Refusal | undefined> {
  const { count } = await tx.account.updateMany({
    where: { userId: op.user, providerId: CREDENTIAL, password: op.previousHash },
    data: { password: op.passwordHash, updatedAt: new Date(op.at) },
  });
  if (count === 0) return refuse('conflict', 'the password has been changed meanwhile');
  await tx.verification.deleteMany({ where: { value: op.user, identifier: { startsWith: RESET } } });
  return endSessions(tx, { user: op.user, except: op.keep });
}

async function createReset(tx: Transaction, op: CreateResetOperation): Promise<undefined> {
  const at = new Date(op.at);
  await tx.verification.deleteMany({
    where: { identifier: { startsWith: RESET }, OR: [{ value: op.user }, { expiresAt: { lte: at } }] },
  });
  await tx.verification.create({
    data: {
      id: op.id,
      identifier: RESET + op.tokenHash,
      value: op.user,
      createdAt: at,
      updatedAt: at,
      expiresAt: new Date(op.expiresAt),
    },
  });
}

async function resetPassword(tx: Transaction, op: ResetPasswordOperation): Promise<Refusal | undefined> {
  const at = new Date(op.at);
  const { count } = await tx.verification.deleteMany({
    where: { identifier: RESET + op.tokenHash, value: op.user, expiresAt: { gt: at } },
  });
  if (count === 0) return refuse('invalid', 'this link has been used or has expired: ask for a new one');
  await tx.account.updateMany({
    where: { userId: op.user, providerId: CREDENTIAL },
    data: { password: op.passwordHash, updatedAt: at },
  });
  return endSessions(tx, { user: op.user });
}

async function setServerRole(tx: Transaction, op: SetServerRoleOperation): Promise<Refusal | undefined> {
  const { count } = await tx.user.updateMany({
    where: { id: op.user, email: { not: null } },
    data: { role: op.role, updatedAt: new Date(op.at) },
  });
  if (count === 0) return refuse('user_not_found', 'there is no such account');
  if (op.byOperator) {
    const value = `${op.at} ${op.user}`;
    await tx.meta.upsert({ where: { key: ROLE_NOTE }, create: { key: ROLE_NOTE, value }, update: { value } });
  }
  return undefined;
}

async function updateProfile(tx: Transaction, op: UpdateProfileOperation): Promise<undefined> {
  const { kind: _, user, at, ...change } = op;
  await tx.user.updateMany({ where: { id: user }, data: { ...change, updatedAt: new Date(at) } });
}

function refuse(code: Refusal['code'], reason: string): Refusal {
  return { ok: false, code, reason };
}
