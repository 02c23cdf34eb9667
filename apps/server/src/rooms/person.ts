import type { PresentMember, RoomPreferences, SanctionKind, ServerRole, Status, User } from '@confab/protocol';
import type { SanctionRecord } from '../log/moderation-records.ts';
import type { Role } from '../log/operation.ts';
import type { Subscriber } from './subscriber.ts';

/** What a member has of a room, while they are online. */
export interface Membership extends RoomPreferences {
  role: Role;
  readSeq: number;
  /** The `seq` of unread messages that mention the member, ascending. */
  mentions: number[];
}

/** Finds the mute or ban that a user is under in a room. */
export type FindSanction = (user: string, kind: SanctionKind, room?: string) => SanctionRecord | undefined;

/** Somebody who is online, or was a moment ago: all their connections are one person. */
export class Person {
  readonly connections = new Set<Subscriber>();
  private last: Status = 'online';
  private encoded: { status: Status; json: string } | undefined;

  constructor(
    private self: User,
    readonly memberships: Map<string, Membership>,
    /** What they may do on the server as a whole. */
    public serverRole: ServerRole = 'guest',
    /** What they say about themselves; empty for nothing. */
    private statusText = '',
    private readonly findSanction: FindSanction = () => undefined,
    /** A bot that has the rooms that it was let into and no others. */
    readonly confined = false,
  ) {}

  get user(): User {
    return this.self;
  }

  /** The mute or ban that they are under: in this room (its id) or on the server; without a room, on the server. */
  sanction(kind: SanctionKind, room?: string): SanctionRecord | undefined {
    return this.findSanction(this.user.id, kind, room);
  }

  /** Takes on what the person has changed about themselves. */
  become(user: User, statusText: string): void {
    this.self = user;
    this.statusText = statusText;
    this.encoded = undefined;
  }

  /** What others see: do not disturb wins, then online, then away; without a connection, what it was last. */
  get status(): Status {
    if (this.connections.size === 0) return this.last;
    let status: Status = 'away';
    for (const connection of this.connections) {
      if (connection.status === 'dnd') return 'dnd';
      if (connection.status === 'online') status = 'online';
    }
    return status;
  }

  /** The person as `presence` shows them. */
  get presentMember(): PresentMember {
    const member: PresentMember = { user: this.user, status: this.status };
    if (this.statusText !== '') member.statusText = this.statusText;
    return member;
  }

  /** The same, encoded; a busy room asks for it a thousand times. */
  get encodedMember(): string {
    const { status } = this;
    if (this.encoded?.status !== status) this.encoded = { status, json: JSON.stringify(this.presentMember) };
    return this.encoded.json;
  }

  /** Keeps the status for the moment between two connections. */
  remember(status: Status): void {
    this.last = status;
  }
}
