import type { Message } from './message.ts';
import type { Status } from './presence.ts';
import type { Room } from './room.ts';
import type { ServerRole, User } from './user.ts';

/** `POST /api/session/guest`, 201. The token is for clients without cookies. */
export interface GuestSession {
  user: User;
  token: string;
}
/** `GET /api/session`. */
export interface SessionInfo {
  user: User;
  role: ServerRole;
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
/** `GET /api/rooms/:room/members`. */
export interface MemberList {
  members: { user: User; role: 'owner' | 'moderator' | 'member'; status: Status | 'offline' }[];
}
/** `GET /api/rooms/:room/messages`, ascending `seq`. `hasMore`: there is more in the direction asked for. */
export interface MessagePage {
  messages: Message[];
  hasMore: boolean;
}
/** `GET /api/search`, newest first. `snippet` is plain text around the first hit. */
export interface SearchResult {
  hits: { message: Message; snippet: string }[];
}
