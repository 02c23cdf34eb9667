import { randomUUID } from 'node:crypto';
import type { PrismaClient } from '#prisma/sqlite';
import { LifeFile } from './life-file.ts';

/** The current life of a database: the time in which no write of it was ever taken back. */
export interface Life {
  /** Differs between lives. */
  readonly id: string;
  /** Remembers how far the database has come. For after writes, at most once a second; calls run one after the other. */
  record(): Promise<void>;
  /** Records for the last time. The database is still open then. */
  close(): Promise<void>;
}

/**
 * Finds out whether the database is the one last used here. If not (a backup was copied into place, say), its future
 * was lost, clients may hold cursors into that, and it begins a new life.
 *
 * Every start draws a random boot id and writes it to the database (Meta) and to a file beside it, which also
 * remembers the database file's inode and the sum of all rooms' `rev`. It is the same life only if the boots fit, the
 * file wasn't replaced, and the sum hasn't fallen:
 * - a backup from before the last start has another boot;
 * - a backup from after it has a lower sum, unless nothing was written since, and then nothing was lost;
 * - a backup of the whole folder, side file included, fits in both, but a copied database has another inode, and a side
 *   file copied over the old one another time of change. (Unnoticed: both copied over existing files with their times
 *   kept. `since` and `sinceId` are what is left then.)
 *
 * The two writes cannot be one. Where the life goes on, the side file comes first, with both the old and the new boot;
 * then the database; then the side file with the new boot alone. Killed anywhere between, the next start finds a boot
 * that fits, and clients are served only after the last step, when a backup from before this start fits no more. A new
 * life leaves out the old boot: killed between, the next start sees the strange database again.
 *
 * A deleted room lowers the sum, so that a backup from before would pass; whenever the sum is seen to have fallen, a
 * new boot begins, which no earlier backup has. A record that is a second old at a crash is only ever too low: the
 * life stays. A wrong verdict "new life" is harmless: clients fetch the newest page instead of resuming.
 *
 * @param url of the database that `prisma` has open, `file:` and an absolute path
 * @param now Unix milliseconds
 */
export async function openLife(prisma: PrismaClient, url: string, now: () => number = Date.now): Promise<Life> {
  const file = new LifeFile(url);
  const inode = await file.inode();
  const remembered = await file.read();
  const stored = await readMeta(prisma);
  /** The sum that the side file names. */
  let changes = await sumOfRevs(prisma);

  const continues =
    remembered !== undefined &&
    stored.boot !== undefined &&
    remembered.boots.includes(stored.boot) &&
    remembered.inode === inode &&
    changes >= remembered.changes;
  const id = continues && stored.life !== undefined ? stored.life : randomUUID();
  let boot = await beginBoot(continues ? stored.boot : undefined, changes);

  // `previous` is the boot that the database holds until then, if that may still pass.
  async function beginBoot(previous: string | undefined, sum: number): Promise<string> {
    const next = randomUUID();
    const boots = previous === undefined ? [next] : [previous, next];
    await file.write({ boots, changes: sum, inode }, now());
    await writeMeta(prisma, id, next);
    await file.write({ boots: [next], changes: sum, inode }, now());
    return next;
  }

  async function record(): Promise<void> {
    const sum = await sumOfRevs(prisma);
    if (sum < changes) boot = await beginBoot(undefined, sum);
    else if (sum > changes) await file.write({ boots: [boot], changes: sum, inode }, now());
    // Only now: what could not be written is due again the next time.
    changes = sum;
  }

  let last: Promise<void> = Promise.resolve();
  const recordNext = () => {
    last = last.catch(() => undefined).then(record);
    return last;
  };
  return { id, record: recordNext, close: recordNext };
}

async function readMeta(prisma: PrismaClient): Promise<{ life?: string; boot?: string }> {
  const rows = await prisma.meta.findMany({ where: { key: { in: ['life', 'boot'] } } });
  return Object.fromEntries(rows.map(({ key, value }) => [key, value]));
}

async function writeMeta(prisma: PrismaClient, life: string, boot: string): Promise<void> {
  const put = (key: string, value: string) =>
    prisma.meta.upsert({ where: { key }, create: { key, value }, update: { value } });
  await prisma.$transaction([put('life', life), put('boot', boot)]);
}

async function sumOfRevs(prisma: PrismaClient): Promise<number> {
  const { _sum } = await prisma.room.aggregate({ _sum: { rev: true } });
  return _sum.rev ?? 0;
}
