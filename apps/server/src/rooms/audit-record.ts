import type { AuditAction, AuditDetail } from '@confab/protocol';
import type { AuditRecord } from '../log/operation.ts';
import type { Person } from './person.ts';
import type { Room } from './room.ts';

/** Whom and what a deed was done to. */
export interface AuditTarget {
  /** A user's id. */
  user?: string;
  room?: Room;
  detail?: AuditDetail;
}

/**
 * What the audit log keeps of a deed: hand it to the operation that does it, as its `audit`. The room's name stays with
 * the entry, so that it can be read when the room is gone; a private one's does not.
 * @param at Unix ms
 */
export function auditRecord(
  at: number,
  actor: Person,
  action: AuditAction,
  { user, room, detail = {} }: AuditTarget = {},
): AuditRecord {
  const record: AuditRecord = { at, actor: actor.user.id, action, detail };
  if (user !== undefined) record.user = user;
  if (room) {
    record.room = room.info.id;
    record.detail = { ...detail, ...(room.info.private ? { private: true } : { roomName: room.info.name }) };
  }
  return record;
}
