import { randomBytes, randomUUID } from 'node:crypto';
import type { Invite, InvitePreview, InviteReply } from '@confab/protocol';
import type { Clock } from '../clock.ts';
import type { Append } from '../log/append.ts';
import type { InviteDirectory } from '../log/invite-directory.ts';
import { maySee, permittedRoom, requireOnServer, standingOf } from './access.ts';
import { auditRecord } from './audit-record.ts';
import { DomainError, succeed } from './domain-error.ts';
import type { Memberships } from './memberships.ts';
import { permits } from './permissions.ts';
import type { Person } from './person.ts';
import type { Room } from './room.ts';
import { tellMember } from './room-push.ts';
import type { RoomRegistry } from './room-registry.ts';
import { refusalOf } from './sanctions.ts';
import { hashSecret } from './secret-token.ts';
import type { EncodeFrame } from './subscriber.ts';

export interface InviteOptions {
  append: Append;
  clock: Clock;
  directory: InviteDirectory;
  rooms: RoomRegistry;
  memberships: Memberships;
  encode: EncodeFrame;
}

/** What somebody wants a new invite to be. */
export interface InviteWish {
  expiresInMs: number;
  maxUses?: number | undefined;
}

/**
 * Links that let people in. Whoever holds the code is let in, so it is 128 bits of chance, told once, and stored as its
 * hash. Those to the server are used where an account is made: `register` takes the hash of the code.
 */
export class Invites {
  constructor(private readonly options: InviteOptions) {}

  /**
   * Makes an invite into a room, or (without one) to the server.
   * @throws DomainError room_not_found, forbidden; conflict: there are too many
   */
  async create(person: Person, reference: string | undefined, wish: InviteWish): Promise<InviteReply> {
    const { append, clock } = this.options;
    const room = this.place(person, reference, 'invite');
    const at = clock.now();
    const code = randomBytes(16).toString('base64url');
    const { maxUses } = wish;
    const invite = { id: randomUUID(), createdAt: at, expiresAt: at + wish.expiresInMs, uses: 0 };
    succeed(
      await append.submit({
        kind: 'create-invite',
        id: invite.id,
        codeHash: hashSecret(code),
        room: room?.info.id,
        by: person.user.id,
        at,
        expiresAt: invite.expiresAt,
        maxUses,
        audit: auditRecord(at, person, 'invite.create', room && { room }),
      }),
    );
    return { invite: { ...invite, by: person.user, ...(maxUses === undefined ? {} : { maxUses }) }, code };
  }

  /**
   * The invites that still let somebody in: all of them for who manages the place, else one's own.
   * @throws DomainError room_not_found, forbidden
   */
  list(person: Person, reference: string | undefined): Promise<Invite[]> {
    const room = this.place(person, reference, 'invite');
    const all = !room || permits('manageInvites', standingOf(person, room));
    return this.options.directory.list(room?.info.id, this.options.clock.now(), all ? undefined : person.user.id);
  }

  /**
   * Ends an invite: one's own, or any for who manages the place.
   * @throws DomainError room_not_found, forbidden, invite_not_found
   */
  async revoke(person: Person, reference: string | undefined, id: string): Promise<void> {
    const { append, clock, directory } = this.options;
    const room = this.place(person, reference, 'invite');
    if (room && !permits('manageInvites', standingOf(person, room))) {
      if ((await directory.makerOf(id)) !== person.user.id) throw notFound();
    }
    const at = clock.now();
    const audit = auditRecord(at, person, 'invite.revoke', room && { room });
    succeed(await append.submit({ kind: 'revoke-invite', id, room: room?.info.id, at, audit }));
  }

  /**
   * Where a code leads to; whoever has it may know, and of one that is used up those who are in.
   * @param person who asks, where they have a session
   * @throws DomainError invite_not_found
   */
  async preview(code: string, person: Person | undefined): Promise<InvitePreview> {
    const { directory, clock, rooms } = this.options;
    const found = await directory.find(hashSecret(code), clock.now());
    if (!found || (found.usedUp && !person?.memberships.has(found.room ?? ''))) throw notFound();
    if (found.room === undefined) return { by: found.by };
    const room = rooms.find(found.room);
    if (!room) throw notFound();
    const { name, topic, private: isPrivate } = room.info;
    return { room: { name, topic, private: isPrivate }, by: found.by };
  }

  /**
   * Goes into the room that a code leads to. A member is there already, and takes no use of it.
   * @throws DomainError invite_not_found: also of an invite to the server; forbidden for somebody who is banned
   */
  async accept(person: Person, code: string): Promise<Room> {
    const { append, clock, directory, encode, memberships, rooms } = this.options;
    const codeHash = hashSecret(code);
    const at = clock.now();
    const found = await directory.find(codeHash, at);
    const room = found?.room === undefined ? undefined : rooms.find(found.room);
    if (!room) throw notFound();
    const ban = person.sanction('ban', room.info.id);
    if (ban) throw refusalOf(ban);
    const isMember = person.memberships.has(room.info.id) && maySee(person, room);
    if (isMember) return room;
    const readSeq = room.seq;
    const user = person.user.id;
    succeed(await append.submit({ kind: 'use-invite', codeHash, room: room.info.id, user, readSeq, at }));
    if (room.gone) throw notFound();
    memberships.admit(person, room, 'member', readSeq);
    const online = await memberships.admitUser(person.user, room, 'member', readSeq);
    if (online) tellMember(room, online, encode);
    return room;
  }

  private place(person: Person, reference: string | undefined, action: 'invite'): Room | undefined {
    if (reference !== undefined) return permittedRoom(this.options.rooms, person, reference, action);
    requireOnServer(person, 'inviteToServer');
    return undefined;
  }
}

function notFound(): DomainError {
  return new DomainError('invite_not_found', 'there is no such invite, or not any more');
}
