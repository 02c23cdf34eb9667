import type { Message } from './message.ts';
import type { User } from './user.ts';

/** What became of a report. `deleted` and `sanctioned` may both be true of a message; the stronger one is told. */
export type ReportResolution = 'dismissed' | 'deleted' | 'muted' | 'banned';

/** Why somebody finds a message wrong. */
export interface Complaint {
  by: User;
  reason: string;
  /** Unix milliseconds. */
  at: number;
}

/** A message that waits for a moderator, with all that was said about it. */
export interface ReportedMessage {
  room: { id: string; slug: string; name: string; direct: boolean };
  /** As it is now: it may have been edited or deleted since. */
  message: Message;
  /** Oldest first. */
  complaints: Complaint[];
}

/** `GET /api/reports`: what waits for the asker, oldest first. */
export interface ReportList {
  reports: ReportedMessage[];
}

/** Server → client, to moderators: how many reported messages wait for them. */
export interface ReportsPush {
  type: 'reports';
  open: number;
}
