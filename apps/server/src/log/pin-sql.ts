import type { BatchState } from './batch-state.ts';
import type { RawSql } from './raw-sql.ts';

/** How many pins rooms have. */
export async function loadPinCounts(tx: RawSql, rooms: string[]): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ roomId: string; pins: number | bigint }[]>`
    SELECT "roomId", count(*) AS "pins" FROM "Pin"
    WHERE "roomId" IN (SELECT value FROM json_each(${JSON.stringify(rooms)})) GROUP BY "roomId"`;
  return new Map(rows.map(({ roomId, pins }) => [roomId, Number(pins)]));
}

/** Writes the pins that a batch set or took away; nothing where it touched none. */
export async function savePins(tx: RawSql, state: BatchState): Promise<void> {
  if (state.changedPins.size === 0) return;
  const changed = [...state.changedPins].flatMap((id) => state.messages.get(id) ?? []);
  const rows = changed.map(({ id, room, pinned }) => [
    id,
    pinned ? JSON.stringify(pinned) : null,
    room,
    pinned?.by ?? null,
    pinned?.at ?? null,
  ]);
  const json = JSON.stringify(rows);
  await tx.$executeRaw`
    UPDATE "Message" SET "pinned" = j.value ->> 1 FROM jsonb_each(${json}) AS j WHERE "Message"."id" = j.value ->> 0`;
  await tx.$executeRaw`
    DELETE FROM "Pin" WHERE "messageId" IN (SELECT value ->> 0 FROM jsonb_each(${json}))`;
  await tx.$executeRaw`
    INSERT INTO "Pin" ("messageId", "roomId", "userId", "at")
    SELECT value ->> 0, value ->> 2, value ->> 3, value ->> 4 FROM jsonb_each(${json}) WHERE value ->> 1 IS NOT NULL`;
}
