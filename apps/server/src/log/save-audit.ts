import type { Transaction } from './batch-sql.ts';
import type { AuditRecord } from './operation.ts';

/** Writes what was done, in the transaction that does it. */
export async function saveAudit(tx: Transaction, records: AuditRecord[]): Promise<void> {
  if (records.length === 0) return;
  await tx.auditEntry.createMany({
    data: records.map(({ at, actor, action, user, room, message, detail = {} }) => ({
      at: new Date(at),
      actor,
      action,
      user: user ?? null,
      room: room ?? null,
      message: message ?? null,
      detail: JSON.stringify(detail),
    })),
  });
}
