import type { Restriction } from './sanction.ts';
import type { ServerRole, User } from './user.ts';

/** `GET /api/session`: oneself. Also the answer to every change of it. */
export interface SessionInfo {
  user: User;
  role: ServerRole;
  /** Absent for guests and bots. */
  email?: string;
  /** What one says about oneself; absent where that is nothing. */
  statusText?: string;
}
/** `POST /api/auth/sign-up/email` and `…/sign-in/email`. The token is for clients without cookies. */
export interface SignedInReply extends SessionInfo {
  token: string;
}
/** `GET /api/start`: what somebody who opens the app needs to know, signed in or not. */
export interface StartInfo {
  /** Absent where nobody is signed in. */
  session?: SessionInfo;
  /** Whoever was signed in here is banned: why, and until when. */
  restriction?: Restriction;
  /** Who may make an account. */
  signUp: 'open' | 'invite' | 'closed';
  /** Whether one may come in without an account. */
  guests: boolean;
  /** Whether a forgotten password is reset by mail; otherwise the operator hands out a link. */
  mail: boolean;
}

/** One of the places where one is signed in. Times are Unix milliseconds. */
export interface OwnSession {
  id: string;
  /** As the browser or program named itself; empty where it did not. */
  userAgent: string;
  startedAt: number;
  /** Exact to five minutes. */
  lastSeenAt: number;
  /** Whether the request came from it. */
  current: boolean;
}
/** `GET /api/sessions`, the one used last first. */
export interface SessionList {
  sessions: OwnSession[];
}

/** A program that talks here. */
export interface BotInfo {
  user: User;
  /** Whether it may enter public rooms by itself; otherwise it has the rooms that it was let into. */
  allRooms: boolean;
  createdBy: User;
  /** Unix milliseconds. */
  createdAt: number;
}
/** `GET /api/bots`, by name; revoked ones are not listed. */
export interface BotList {
  bots: BotInfo[];
}
/** `POST /api/bots`, 201, and `POST /api/bots/:bot/token`. The token is told this once. */
export interface BotReply {
  bot: BotInfo;
  token: string;
}
