import type { RoomPreferences, RoomRole } from './member-state.ts';
import type { Message } from './message.ts';
import type { Status } from './presence.ts';
import type { Room } from './room.ts';
import type { ServerRole, User } from './user.ts';

/** `POST /api/session/guest`, 201. The token is for clients without cookies. */
export interface GuestSession {
  user: User;
  token: string;
}
/** A room in `GET /api/rooms`: every public room and the asker's private ones. */
export interface ListedRoom extends Room {
  /** How many people are members. */
  members: number;
  /** Whether the asker is one of them. */
  joined: boolean;
}
/** `GET /api/rooms`. */
export interface RoomList {
  rooms: ListedRoom[];
}
/** `POST /api/rooms`, 201, and `PATCH /api/rooms/:room`. */
export interface RoomReply {
  room: Room;
}
/** A member of a room, online or not. */
export interface ListedMember {
  user: User;
  role: RoomRole;
  status: Status | 'offline';
  /** What they say about themselves, in the list of members; absent where that is nothing. */
  statusText?: string;
}
/** `GET /api/rooms/:room/members`. */
export interface MemberList {
  members: ListedMember[];
}
/** `POST /api/rooms/:room/members`, 201, and `PATCH /api/rooms/:room/members/:user`. */
export interface MemberReply {
  member: ListedMember;
}
/** `GET /api/users`: people whom the asker may write to. */
export interface UserList {
  users: FoundUser[];
}
export interface FoundUser {
  user: User;
  status: Status | 'offline';
  /** What they may do on the server; told to those who may change it. */
  role?: ServerRole;
}
/** `PATCH /api/rooms/:room/members/me`. */
export interface PreferencesReply {
  preferences: RoomPreferences;
}
/** `GET /api/rooms/:room/messages`, ascending `seq`. `hasMore`: there is more in the direction asked for. */
export interface MessagePage {
  messages: Message[];
  hasMore: boolean;
}
/** `GET /api/rooms/:room/reactions/:message`. */
export interface OwnReactions {
  /** The emoji with which one has reacted, the earliest first. */
  mine: string[];
}
/** A message that was found, in its latest state. */
export interface SearchHit {
  message: Message;
  /** Where it stands: the asker may see the room, and need not be a member. */
  room: { slug: string; name: string };
  /** Plain text around the first match, one line. */
  snippet: string;
  /** Where the matches are in the snippet: start and end, UTF-16 code units, ascending and apart. */
  marks: [start: number, end: number][];
}
/** `GET /api/search`. `next` is the `cursor` of the next page; `indexing`: later there may be more. */
export interface SearchResult {
  hits: SearchHit[];
  next?: string;
  indexing?: true;
}
