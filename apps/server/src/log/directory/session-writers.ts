import type { Transaction } from '../batch-sql.ts';
import type { EndSessionsOperation } from './account-operation.ts';
import { type DirectoryWriters, oneByOne } from './directory-writer.ts';

type SessionKind = 'start-session' | 'end-session' | 'end-sessions' | 'touch-session' | 'expire-sessions';

/** Sessions, and the guests who begin with one. */
export const sessionWriters: DirectoryWriters<SessionKind> = {
  async 'start-session'(tx, run) {
    const newcomers = run.filter((op) => op.newUser);
    if (newcomers.length > 0) {
      await tx.user.createMany({
        data: newcomers.map(({ user, at }) => ({
          id: user.id,
          name: user.name,
          kind: user.kind,
          createdAt: new Date(at),
        })),
      });
    }
    await tx.session.createMany({
      data: run.map((op) => ({
        id: op.session,
        tokenHash: op.tokenHash,
        userId: op.user.id,
        userAgent: op.userAgent,
        createdAt: new Date(op.at),
        lastSeenAt: new Date(op.at),
        expiresAt: new Date(op.expiresAt),
      })),
    });
    return undefined;
  },

  async 'end-session'(tx, run) {
    await tx.session.deleteMany({ where: { id: { in: run.map((op) => op.session) } } });
    return undefined;
  },

  'end-sessions': oneByOne((tx, op: EndSessionsOperation) => endSessions(tx, op)),

  async 'touch-session'(tx, run) {
    for (const { session: id, at } of run) {
      await tx.session.updateMany({ where: { id }, data: { lastSeenAt: new Date(at) } });
    }
    return undefined;
  },

  async 'expire-sessions'(tx, run) {
    const at = new Date(Math.max(...run.map((op) => op.at)));
    // Those of a banned user stay as long as the ban, which has ended them: whoever comes back with one hears why.
    const bans = await tx.sanction.findMany({
      where: { kind: 'ban', roomId: null, liftedAt: null, OR: [{ until: null }, { until: { gt: at } }] },
      select: { userId: true },
    });
    const banned = bans.map((ban) => ban.userId);
    await tx.session.deleteMany({ where: { expiresAt: { lte: at }, userId: { notIn: banned } } });
    return undefined;
  },
};

/** Ends one session of a user, or all but one, or all. */
export async function endSessions(
  tx: Transaction,
  { user, only, except }: Omit<EndSessionsOperation, 'kind'>,
): Promise<undefined> {
  const id = { ...(only === undefined ? {} : { equals: only }), ...(except === undefined ? {} : { not: except }) };
  await tx.session.deleteMany({ where: { userId: user, id } });
}
