import type { PrismaClient } from '#prisma/sqlite';
import type { StoredMessage } from './batch-state.ts';
import { toStored } from './message-row.ts';

/** Finds messages by their text: every word of the query, anywhere in the body, ignoring ASCII case; newest first. */
export class LogSearch {
  constructor(private readonly prisma: PrismaClient) {}

  /**
   * @param rooms the ids of the rooms that the asker may see: nothing else is looked at
   * @param words at least one
   * @param author a user's id
   */
  async find(rooms: string[], words: string[], author: string | undefined, limit: number): Promise<StoredMessage[]> {
    const rows = await this.prisma.message.findMany({
      where: {
        roomId: { in: rooms },
        deleted: false,
        AND: words.map((word) => ({ body: { contains: word } })),
        ...(author === undefined ? {} : { authorId: author }),
      },
      orderBy: [{ at: 'desc' }, { seq: 'desc' }],
      take: limit,
      include: { author: { select: { name: true, kind: true, avatar: true } } },
    });
    return rows.map(({ author: { name, kind, avatar }, ...row }) =>
      toStored({ ...row, authorName: name, authorKind: kind, authorAvatar: avatar }),
    );
  }
}
