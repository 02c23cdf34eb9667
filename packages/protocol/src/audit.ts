import type { User } from './user.ts';

/** Every deed that the audit log knows. The part before the dot says what it was done to. */
export const AUDIT_ACTIONS = [
  'message.delete',
  'member.mute',
  'member.unmute',
  'member.ban',
  'member.unban',
  'member.remove',
  'member.role',
  'report.resolve',
  'room.slow-mode',
  'room.archive',
  'room.unarchive',
  'room.delete',
  'invite.create',
  'invite.revoke',
  'user.role',
  'bot.create',
  'bot.renew',
  'bot.revoke',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** What else there is to say about a deed: a reason, an end, a role. Never a body, never a token. */
export type AuditDetail = Record<string, string | number | boolean>;

/** Somebody did something, to somebody, in a room: each only where there was one. */
export interface AuditEntry {
  /** Ascending in time. */
  id: number;
  /** Unix milliseconds. */
  at: number;
  actor: User;
  action: AuditAction;
  user?: User;
  /** The name as it is now; of a deleted room, the one that it had. */
  room?: { id: string; name: string };
  /** The id of the message. */
  message?: string;
  detail: AuditDetail;
}

/** `GET /api/audit`, newest first. `hasMore`: there are older ones. */
export interface AuditPage {
  entries: AuditEntry[];
  hasMore: boolean;
}
