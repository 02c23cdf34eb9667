import { randomUUID } from 'node:crypto';
import type { Restriction, Sanction, SanctionKind, User } from '@confab/protocol';
import type { Clock } from '../clock.ts';
import type { Append } from '../log/append.ts';
import type { SanctionRecord } from '../log/moderation-records.ts';
import type { PeopleDirectory } from '../log/people-directory.ts';
import { permittedRoom, requireOnServer, standingOf } from './access.ts';
import { auditRecord } from './audit-record.ts';
import { DomainError, succeed } from './domain-error.ts';
import type { Memberships } from './memberships.ts';
import type { People } from './people.ts';
import { outranks, outranksOnServer } from './permissions.ts';
import type { Person } from './person.ts';
import type { Room } from './room.ts';
import { announceMember, tellMember } from './room-push.ts';
import type { RoomRegistry } from './room-registry.ts';
import { restrictionOf, type Sanctions } from './sanctions.ts';
import type { EncodeFrame } from './subscriber.ts';

export interface ModerationOptions {
  append: Append;
  clock: Clock;
  directory: PeopleDirectory;
  people: People;
  rooms: RoomRegistry;
  memberships: Memberships;
  sanctions: Sanctions;
  encode: EncodeFrame;
  /** Somebody was banned from the server: their connections must go. */
  onBanned: (user: string, restriction: Restriction) => void;
}

/** What a moderator wants to impose. */
export interface SanctionWish {
  /** A user's id. */
  user: string;
  kind: SanctionKind;
  /** Normalised. */
  reason: string;
  /** Unix ms. */
  until?: number | undefined;
}

/** Where a sanction holds: a room, or (undefined) the whole server. */
type Place = Room | undefined;

const DONE = { mute: 'member.mute', ban: 'member.ban' } as const;
const UNDONE = { mute: 'member.unmute', ban: 'member.unban' } as const;

/** Muting and banning: in a room by its moderators, on the server by its admins. Nobody does it to an equal or better. */
export class Moderation {
  constructor(private readonly options: ModerationOptions) {}

  /**
   * Mutes or bans somebody, in place of an earlier sanction of the same kind and place. It holds from the moment it is
   * asked for: what is on its way to the disk is not overtaken by a post or a join.
   * @param reference a room's id or slug; the whole server where undefined
   * @throws DomainError room_not_found, forbidden, user_not_found, invalid
   */
  async impose(person: Person, reference: string | undefined, wish: SanctionWish): Promise<Sanction> {
    const { append, clock, sanctions } = this.options;
    const place = this.placeFor(person, reference, wish.kind);
    const target = await this.requireLower(person, place, wish.user);
    const at = clock.now();
    if (wish.until !== undefined && wish.until <= at) throw new DomainError('invalid', 'until: must be in the future');
    const { kind, reason, until } = wish;
    const room = place?.info.id;
    const sanction = { id: randomUUID(), kind, user: target.id, room, reason, by: person.user.id, at, until };
    sanctions.add(sanction);
    const detail = { reason, ...(until === undefined ? {} : { until }) };
    const audit = auditRecord(at, person, DONE[kind], { user: target.id, ...(place && { room: place }), detail });
    const { kind: _kind, ...fields } = sanction;
    const outcome = await append.submit({ kind: 'sanction', sanction: kind, ...fields, audit });
    if (!outcome.ok) sanctions.remove(sanction);
    succeed(outcome);
    sanctions.written(sanction);
    await this.apply(sanction, target, place);
    return view(sanction, target, person.user);
  }

  /** Those in force, newest first. @throws DomainError room_not_found, forbidden */
  async list(person: Person, reference: string | undefined): Promise<Sanction[]> {
    const { directory, sanctions } = this.options;
    const found = sanctions.in(this.placeFor(person, reference, 'mute')?.info.id);
    const known = await directory.users(found.flatMap(({ user, by }) => [user, by]));
    const users = new Map(known.map(({ user }) => [user.id, user]));
    return found.flatMap((sanction) => {
      const [user, by] = [users.get(sanction.user), users.get(sanction.by)];
      return user && by ? [view(sanction, user, by)] : [];
    });
  }

  /** Ends a sanction before its time, nobody their own; again, or one that never was, does nothing. @throws DomainError as `list` */
  async lift(person: Person, reference: string | undefined, id: string): Promise<void> {
    const { append, clock, sanctions } = this.options;
    const place = this.placeFor(person, reference, 'mute');
    const sanction = sanctions.in(place?.info.id).find((one) => one.id === id);
    if (!sanction) return;
    await this.requireLower(person, place, sanction.user);
    const at = clock.now();
    const audit = auditRecord(at, person, UNDONE[sanction.kind], {
      user: sanction.user,
      ...(place && { room: place }),
    });
    succeed(await append.submit({ kind: 'lift-sanction', id, by: person.user.id, at, audit }));
    sanctions.remove(sanction);
    if (sanction.kind === 'mute') this.tellMute(sanction.user, place);
  }

  private placeFor(person: Person, reference: string | undefined, kind: SanctionKind): Place {
    if (reference !== undefined) {
      return permittedRoom(this.options.rooms, person, reference, kind === 'mute' ? 'muteMember' : 'banMember');
    }
    requireOnServer(person, 'banFromServer');
    return undefined;
  }

  // Who is offline has a standing, too.
  private async requireLower(person: Person, place: Place, user: string): Promise<User> {
    const { directory } = this.options;
    const [target] = await directory.users([user]);
    if (!target) throw new DomainError('user_not_found', 'there is no such user');
    const { serverRole } = target;
    const member = place && (await directory.member(place.info.id, user));
    const isLower = place
      ? outranks(standingOf(person, place), { server: serverRole, room: member?.role ?? 'outsider', sort: place.sort })
      : outranksOnServer(person.serverRole, serverRole);
    if (!isLower) throw new DomainError('forbidden', 'only somebody who stands higher may do that to this person');
    return target.user;
  }

  private async apply(sanction: SanctionRecord, target: User, place: Place): Promise<void> {
    const { encode, memberships, onBanned } = this.options;
    if (sanction.kind === 'mute') {
      this.tellMute(sanction.user, place);
      return;
    }
    if (!place) {
      onBanned(sanction.user, restrictionOf(sanction));
      return;
    }
    await memberships.dismiss(target, place, { restriction: restrictionOf(sanction) });
    announceMember(place, target, undefined, encode);
  }

  // The server's mute and a room's may lie over each other: what is told of a room is what is left in force there.
  private tellMute(user: string, place: Place): void {
    const { encode, people, rooms } = this.options;
    const person = people.get(user);
    if (!person) return;
    for (const id of place ? [place.info.id] : person.memberships.keys()) {
      const room = rooms.find(id);
      if (room) tellMember(room, person, encode);
    }
  }
}

function view(sanction: SanctionRecord, user: User, by: User): Sanction {
  return { ...restrictionOf(sanction), id: sanction.id, user, by, at: sanction.at };
}
