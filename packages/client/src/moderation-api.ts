import type {
  AuditAction,
  AuditPage,
  ReportedMessage,
  ReportList,
  Sanction,
  SanctionKind,
  SanctionList,
  SanctionReply,
} from '@confab/protocol';
import type { Api } from './api.ts';
import { roomPath } from './room-path.ts';

// Functions of their own, so that whoever does not use them does not load them. Each rejects with ClientError. Where a
// room may be left out, the whole server is meant.

/** What to impose on somebody. `until` in Unix ms; without it, it holds until it is lifted. */
export interface SanctionWish {
  kind: SanctionKind;
  reason: string;
  until?: number;
}

/** What to do about a reported message; nothing means that it is fine. `everywhere`: on the whole server. */
export interface Verdict {
  delete?: boolean;
  sanction?: SanctionWish & { everywhere?: boolean };
}

/** What of the audit log to read; users and room by id. `before` is an entry's id. */
export interface AuditQuery {
  actor?: string;
  user?: string;
  room?: string;
  action?: AuditAction;
  before?: number;
  limit?: number;
}

/** Mutes or bans somebody: `forbidden` where they stand as high as oneself. */
export async function imposeSanction(
  api: Api,
  room: string | undefined,
  user: string,
  wish: SanctionWish,
): Promise<Sanction> {
  return (await api.call<SanctionReply>('POST', sanctions(room), { user, ...wish })).sanction;
}

/** Who is muted or banned now, newest first. */
export async function listSanctions(api: Api, room?: string): Promise<Sanction[]> {
  return (await api.call<SanctionList>('GET', sanctions(room))).sanctions;
}

/** Ends a sanction before its time; again does nothing. */
export function liftSanction(api: Api, room: string | undefined, id: string): Promise<void> {
  return api.call('DELETE', `${sanctions(room)}/${encodeURIComponent(id)}`);
}

/** Reports a message to those who moderate its room: `conflict` for a second time. */
export function reportMessage(api: Api, room: string, message: string, reason: string): Promise<void> {
  return api.call('POST', `${roomPath(room)}/messages/${encodeURIComponent(message)}/report`, { reason });
}

/** The reported messages that wait for the user, oldest first. */
export async function listReports(api: Api): Promise<ReportedMessage[]> {
  return (await api.call<ReportList>('GET', '/api/reports')).reports;
}

/** Deals with a reported message; all its reports are closed. */
export function resolveReport(api: Api, message: string, verdict: Verdict): Promise<void> {
  return api.call('POST', `/api/reports/${encodeURIComponent(message)}/resolve`, verdict);
}

/** A page of the audit log, newest first. */
export function readAudit(api: Api, query: AuditQuery): Promise<AuditPage> {
  return api.call('GET', `/api/audit?${new URLSearchParams(JSON.parse(JSON.stringify(query)))}`);
}

function sanctions(room: string | undefined): string {
  return room === undefined ? '/api/sanctions' : `${roomPath(room)}/sanctions`;
}
