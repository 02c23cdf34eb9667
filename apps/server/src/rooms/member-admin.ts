import type { ListedMember, User } from '@confab/protocol';
import type { Clock } from '../clock.ts';
import type { Append } from '../log/append.ts';
import type { Role } from '../log/operation.ts';
import type { PeopleDirectory, UserRecord } from '../log/people-directory.ts';
import { permittedRoom, standingOf } from './access.ts';
import { auditRecord } from './audit-record.ts';
import { DomainError, succeed } from './domain-error.ts';
import type { Memberships } from './memberships.ts';
import type { PeopleFinder } from './people-finder.ts';
import { outranks } from './permissions.ts';
import type { Person } from './person.ts';
import type { Room } from './room.ts';
import { announceMember, tellMember } from './room-push.ts';
import type { RoomRegistry } from './room-registry.ts';
import type { Sanctions } from './sanctions.ts';
import type { EncodeFrame } from './subscriber.ts';

export interface MemberAdminOptions {
  append: Append;
  clock: Clock;
  rooms: RoomRegistry;
  sanctions: Sanctions;
  directory: PeopleDirectory;
  finder: PeopleFinder;
  memberships: Memberships;
  encode: EncodeFrame;
}

/** What members do with one another: let in, send away, give roles. */
export class MemberAdmin {
  constructor(private readonly options: MemberAdminOptions) {}

  /**
   * Lets somebody into a room; a member already stays what they are.
   * @throws DomainError room_not_found, forbidden, user_not_found: of nobody that the person may know of
   */
  async add(person: Person, reference: string, userId: string, role: Role): Promise<ListedMember> {
    const { append, directory, encode, finder, memberships, rooms, sanctions } = this.options;
    const room = permittedRoom(rooms, person, reference, 'addMember');
    if (role !== 'member') permittedRoom(rooms, person, reference, 'changeRoles');
    if (role === 'owner') throw new DomainError('invalid', 'role: somebody becomes the owner of a room as its member');
    const [found] = await finder.known(person, [userId]);
    if (!found) throw new DomainError('user_not_found', 'there is no such user');
    const { user } = found;
    const member = await directory.member(room.info.id, user.id);
    if (member) return this.listed(room, user, member.role);
    if (sanctions.find(user.id, 'ban', room.info.id)) {
      throw new DomainError('forbidden', 'this person is banned from the room: lift that first');
    }
    const readSeq = room.seq;
    succeed(await append.submit({ kind: 'enter', room: room.info.id, user: user.id, role, readSeq }));
    if (room.gone) throw new DomainError('room_not_found', 'there is no such room');
    const online = await memberships.admitUser(user, room, role, readSeq);
    if (online) tellMember(room, online, encode);
    this.broadcast(room, user, role);
    return this.listed(room, user, role);
  }

  /**
   * Sends a member away; their connections feel it at once.
   * @throws DomainError room_not_found, user_not_found, forbidden: they stand as high as the person, or higher
   */
  async remove(person: Person, reference: string, userId: string): Promise<void> {
    const { clock, memberships, rooms } = this.options;
    const room = permittedRoom(rooms, person, reference, 'removeMember');
    const { user } = await this.requireLower(person, room, userId);
    const audit = auditRecord(clock.now(), person, 'member.remove', { user: user.id, room });
    await memberships.exit(user, room, { audit });
    this.broadcast(room, user, undefined);
  }

  /**
   * Gives a member another role. Whoever makes somebody the owner becomes a moderator: a room has one owner.
   * @throws DomainError room_not_found, forbidden, user_not_found; conflict: the owner's role can only be handed over
   */
  async changeRole(person: Person, reference: string, userId: string, role: Role): Promise<ListedMember> {
    const { append, clock, memberships, rooms } = this.options;
    const room = permittedRoom(rooms, person, reference, 'changeRoles');
    const member = await this.requireMember(room, userId);
    const { user } = member;
    if (role === member.role) return this.listed(room, user, role);
    if (member.role === 'owner') throw new DomainError('conflict', 'make somebody else the owner instead');
    if (role === 'owner' && user.kind === 'bot') throw new DomainError('invalid', 'role: a bot cannot own a room');
    const before = room.info.owner;
    const detail = { from: member.role, to: role };
    const audit = auditRecord(clock.now(), person, 'member.role', { user: user.id, room, detail });
    succeed(await append.submit({ kind: 'set-role', room: room.info.id, user: user.id, role, audit }));
    if (role === 'owner') memberships.setOwner(room, user.id);
    else memberships.setRole(room, user.id, role);
    this.broadcast(room, user, role);
    const former =
      role === 'owner' && before !== undefined && (await this.options.directory.member(room.info.id, before));
    if (former) this.broadcast(room, former.user, former.role);
    return this.listed(room, user, role);
  }

  private async requireMember(room: Room, userId: string): Promise<UserRecord & { role: Role }> {
    const member = await this.options.directory.member(room.info.id, userId);
    if (!member) throw new DomainError('user_not_found', 'there is no such member');
    return member;
  }

  private async requireLower(person: Person, room: Room, userId: string): Promise<UserRecord> {
    const member = await this.requireMember(room, userId);
    const target = { server: member.serverRole, room: member.role, sort: room.sort };
    if (outranks(standingOf(person, room), target)) return member;
    throw new DomainError('forbidden', 'this member stands as high as you, or higher');
  }

  private broadcast(room: Room, user: User, role: Role | undefined): void {
    announceMember(room, user, role, this.options.encode);
  }

  private listed(room: Room, user: User, role: Role): ListedMember {
    return { user, role, status: room.present.get(user.id)?.status ?? 'offline' };
  }
}
