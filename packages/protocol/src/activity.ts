/** Server → client: news in a member's room that this connection has not joined. At most one a second a room. */
export interface ActivityPush {
  type: 'activity';
  room: string;
  /** `seq` of the newest message. */
  seq: number;
  unread: number;
  mentions: number;
  preview?: { author: string; body: string };
}
