/** Limits of the wire contract, as the rules of PROTOCOL.md name them. Units stand in the names or the comments. */
export const LIMITS = {
  /** Bytes of one client frame; a larger one closes the connection with 1009. */
  frameBytes: 64 * 1024,
  /** Unicode code points of a message body. */
  bodyCodePoints: 4_000,
  /** Unicode code points of any id or slug. */
  idLength: 64,
  /** Unicode code points of a user's or a room's name. */
  nameCodePoints: 80,
  /** Unicode code points of what somebody says about themselves. */
  statusTextCodePoints: 100,
  /** Bytes of a picture that somebody uploads of themselves. */
  avatarBytes: 2 * 1024 * 1024,
  /** Unicode code points of a room's topic. */
  topicCodePoints: 250,
  /** Unicode code points of the reason of a mute, a ban or a report. */
  reasonCodePoints: 250,
  /** Milliseconds between two messages that a room may ask for. */
  slowModeMs: 60 * 60 * 1000,
  /** Open reports of one person, and in one room. */
  reportsPerPerson: 20,
  reportsPerRoom: 500,
  /** Entries of the audit log that one page may ask for. */
  auditPageMax: 200,
  /** Users listed per emoji in `message.reactions`; `count` is always whole. */
  reactionUsers: 20,
  /** Different emoji on one message. */
  reactionKinds: 50,
  /** Files that one message carries. */
  attachments: 10,
  /** Unicode code points of a file's name. */
  fileNameCodePoints: 150,
  /** Users listed in a root's `threadState`. */
  threadUsers: 5,
  /** Pinned messages of one room. */
  pins: 100,
  /** Messages in the page that `joined` carries to a client without a cursor. */
  page: 50,
  /** Messages that one HTTP page may ask for. */
  pageMax: 200,
  /** People in a direct room, its opener included. */
  directMembers: 9,
  /** Open invites of a room, and of the server. */
  invites: 50,
  /** People that one invite lets in, where it has a limit. */
  inviteUses: 1_000,
  /** Milliseconds that an invite holds: at least, at most. */
  inviteMinMs: 60_000,
  inviteMaxMs: 365 * 24 * 60 * 60 * 1000,
  /** People that one search of the directory finds. */
  foundPeople: 20,
  /** Milliseconds after which a `typing` push expires at the receiver. */
  typingMs: 6_000,
} as const;

/** The limits a server tells its clients in `hello`. */
export interface Limits {
  frameBytes: number;
  bodyCodePoints: number;
  idLength: number;
  /** Bytes of one file. */
  fileBytes: number;
}
