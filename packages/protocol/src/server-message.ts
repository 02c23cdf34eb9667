import type { ActivityPush } from './activity.ts';
import type { AckMessage, ErrorMessage } from './error.ts';
import type { HelloMessage } from './hello.ts';
import type { JoinedMessage } from './join.ts';
import type { MemberPush } from './member-state.ts';
import type { MessagePush } from './message.ts';
import type { PongMessage } from './ping.ts';
import type { PresencePush } from './presence.ts';
import type { ReadPush } from './read.ts';
import type { ReportsPush } from './report.ts';
import type { RoomMessage } from './room.ts';
import type { ThreadPush } from './thread.ts';
import type { TypingPush } from './typing.ts';
import type { UserPush } from './user.ts';

/** A frame that answers a request and carries its id. */
export type Reply = AckMessage | JoinedMessage | PongMessage | ErrorMessage;

/** A frame that the server sends of its own accord. */
export type Push =
  | HelloMessage
  | MessagePush
  | ActivityPush
  | PresencePush
  | TypingPush
  | ReadPush
  | RoomMessage
  | ReportsPush
  | UserPush
  | ThreadPush
  | MemberPush;

/** Any frame a server sends. */
export type ServerMessage = Reply | Push;
export type ServerMessageType = ServerMessage['type'];
