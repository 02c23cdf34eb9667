import type { DirectoryWriters } from './directory-writer.ts';

/** Sessions, and the guests who begin with one. */
export const sessionWriters: DirectoryWriters<'start-session' | 'end-session'> = {
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
        createdAt: new Date(op.at),
        expiresAt: new Date(op.expiresAt),
      })),
    });
    return undefined;
  },

  async 'end-session'(tx, run) {
    await tx.session.deleteMany({ where: { id: { in: run.map((op) => op.session) } } });
    return undefined;
  },
};
