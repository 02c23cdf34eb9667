import type { AuditAction, AuditEntry } from '@confab/protocol';
import { countWords } from '../../ui/count-words.ts';

interface Words {
  /** In the filter. */
  label: string;
  /** The sentence; `{actor}`, `{user}` and `{room}` stand for names. */
  sentence: string;
  /** The sentence where there is no room: on the server as a whole. */
  server?: string;
}

const WORDS: Record<AuditAction, Words> = {
  'message.delete': { label: 'Messages deleted', sentence: '{actor} deleted a message of {user} in {room}' },
  'member.mute': {
    label: 'Mutes',
    sentence: '{actor} muted {user} in {room}',
    server: '{actor} muted {user} everywhere',
  },
  'member.unmute': {
    label: 'Mutes lifted',
    sentence: '{actor} let {user} write again in {room}',
    server: '{actor} let {user} write again everywhere',
  },
  'member.ban': {
    label: 'Bans',
    sentence: '{actor} banned {user} from {room}',
    server: '{actor} banned {user} from the server',
  },
  'member.unban': {
    label: 'Bans lifted',
    sentence: '{actor} lifted the ban of {user} from {room}',
    server: '{actor} lifted the ban of {user} from the server',
  },
  'member.remove': { label: 'People removed', sentence: '{actor} removed {user} from {room}' },
  'member.role': { label: 'Roles in rooms', sentence: '{actor} changed the role of {user} in {room}' },
  'report.resolve': { label: 'Reports closed', sentence: '{actor} dealt with a report about {user} in {room}' },
  'room.slow-mode': { label: 'Slow mode', sentence: '{actor} set slow mode in {room}' },
  'room.archive': { label: 'Rooms archived', sentence: '{actor} archived {room}' },
  'room.unarchive': { label: 'Rooms opened again', sentence: '{actor} opened {room} again' },
  'room.delete': { label: 'Rooms deleted', sentence: '{actor} deleted {room}' },
  'invite.create': {
    label: 'Invites made',
    sentence: '{actor} made an invite to {room}',
    server: '{actor} made an invite to the server',
  },
  'invite.revoke': {
    label: 'Invites revoked',
    sentence: '{actor} revoked an invite to {room}',
    server: '{actor} revoked an invite to the server',
  },
  'user.role': { label: 'Roles on the server', sentence: '{actor} changed the role of {user} on the server' },
  'bot.create': { label: 'Bots made', sentence: '{actor} made the bot {user}' },
  'bot.renew': { label: 'Bots’ tokens renewed', sentence: '{actor} gave the bot {user} a new token' },
  'bot.revoke': { label: 'Bots revoked', sentence: '{actor} revoked the token of the bot {user}' },
};

/** The choices of the filter. */
export const AUDIT_CHOICES: readonly (readonly [AuditAction, string])[] = Object.entries(WORDS).map(
  ([action, { label }]) => [action as AuditAction, label],
);

/** What was done, as a sentence in pieces; `{…}` pieces are names. Of an action that a newer server knows, its name. */
export function sentenceOf({ action, room }: AuditEntry): string[] {
  const words: Words | undefined = WORDS[action];
  const sentence = (!room && words?.server) || words?.sentence || `{actor}: ${action}`;
  return sentence.split(/(\{\w+\})/).filter((part) => part !== '');
}

const RESOLUTIONS: Record<string, string> = {
  dismissed: 'Dismissed',
  deleted: 'Message deleted',
  muted: 'Author muted',
  banned: 'Author banned',
};

/** The rest: a reason, an end, roles. @param endWords “until 18:00” of Unix ms, or of undefined */
export function detailOf({ action, detail }: AuditEntry, endWords: (until: number | undefined) => string): string {
  const { reason, until, from, to, slowModeMs, resolution } = detail;
  const parts: string[] = [];
  if (typeof reason === 'string') parts.push(`“${reason}”`);
  if (action === 'member.mute' || action === 'member.ban') {
    parts.push(endWords(typeof until === 'number' ? until : undefined));
  }
  if (typeof to === 'string') parts.push(typeof from === 'string' ? `from ${from} to ${to}` : `to ${to}`);
  if (typeof slowModeMs === 'number') parts.push(slowModeMs === 0 ? 'Off' : paceWords(slowModeMs));
  if (typeof resolution === 'string') parts.push(RESOLUTIONS[resolution] ?? resolution);
  return parts.join(', ');
}

function paceWords(ms: number): string {
  return ms < 60_000 ? countWords(ms / 1000, 'second') : countWords(ms / 60_000, 'minute');
}
