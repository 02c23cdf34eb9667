import { randomUUID } from 'node:crypto';
import {
  LIMITS,
  type ReportedMessage,
  type ReportResolution,
  type ReportsPush,
  type ServerRole,
  type User,
} from '@confab/protocol';
import type { Clock } from '../clock.ts';
import type { Append } from '../log/append.ts';
import type { OpenReport } from '../log/moderation-records.ts';
import type { PeopleDirectory } from '../log/people-directory.ts';
import type { LogReader } from '../log/read.ts';
import { permittedRoom, standingOf } from './access.ts';
import { auditRecord } from './audit-record.ts';
import { DomainError, succeed } from './domain-error.ts';
import type { Moderation, SanctionWish } from './moderation.ts';
import type { People } from './people.ts';
import { permits, permitsOnServer } from './permissions.ts';
import type { Person } from './person.ts';
import type { Posts } from './posts.ts';
import type { Room } from './room.ts';
import type { RoomRegistry } from './room-registry.ts';
import type { EncodeFrame } from './subscriber.ts';

export interface ReportOptions {
  append: Append;
  clock: Clock;
  reader: LogReader;
  directory: PeopleDirectory;
  rooms: RoomRegistry;
  people: People;
  posts: Posts;
  moderation: Moderation;
  encode: EncodeFrame;
}

/** Reported messages that are listed at once: dealing with them brings the next. */
const LISTED = 100;

/** What a moderator does about a reported message. Neither: the report is dismissed. */
export interface Verdict {
  delete: boolean;
  /** Against its author; `everywhere` means on the whole server. */
  sanction: (Omit<SanctionWish, 'user'> & { everywhere: boolean }) | undefined;
}

/**
 * Reported messages, until somebody has dealt with them. Those who moderate a room see its reports, staff those of
 * public and direct rooms; nobody sees what was said about their own messages.
 */
export class Reports {
  /** By room, then by message, oldest first. */
  private readonly open = new Map<string, Map<string, OpenReport[]>>();

  constructor(private readonly options: ReportOptions) {}

  /** Takes in what was open when the server stopped. */
  load(reports: OpenReport[]): void {
    for (const report of reports) this.add(report);
  }

  /**
   * Reports a message. Once a person and message.
   * @throws DomainError room_not_found, message_not_found, forbidden for one's own, conflict for a second time,
   *   rate_limited where too many wait already
   */
  async report(person: Person, reference: string, message: string, reason: string): Promise<void> {
    const { append, clock, reader, rooms } = this.options;
    const room = permittedRoom(rooms, person, reference, 'report');
    const [found] = await reader.byIds([message]);
    if (found?.room !== room.info.id || found.deleted) {
      throw new DomainError('message_not_found', 'there is no such message in this room');
    }
    if (found.author.id === person.user.id) throw new DomainError('forbidden', 'one cannot report oneself');
    this.requireRoomFor(person.user.id, room);
    const at = clock.now();
    const report = { message, room: room.info.id, by: person.user.id, reason, at };
    succeed(await append.submit({ kind: 'report', id: randomUUID(), ...report }));
    if (room.gone) return;
    this.add({ ...report, author: found.author.id });
    this.tell(room);
  }

  /** What was reported in a room goes with it. Call while its members still are such: moderators hear of it. */
  roomRemoved(room: Room): void {
    if (this.open.delete(room.info.id)) this.tell(room);
  }

  /** Somebody moderates a room from now on, or no longer: tells them how many reports wait for them. */
  roomRoleChanged(person: Person, room: Room): void {
    if (this.open.has(room.info.id)) this.tellCount(person);
  }

  /** The same for who becomes staff, or is it no longer. */
  serverRoleChanged(person: Person, before: ServerRole): void {
    const isStaff = [before, person.serverRole].some((role) => permitsOnServer('handleAllReports', role));
    if (isStaff && this.open.size > 0) this.tellCount(person);
  }

  /** How many reported messages wait for somebody. */
  countFor(person: Person): number {
    let count = 0;
    for (const { messages } of this.openFor(person)) count += messages.length;
    return count;
  }

  /** What waits for somebody longest, oldest first. */
  async list(person: Person): Promise<ReportedMessage[]> {
    const { directory, reader } = this.options;
    const waiting = this.openFor(person)
      .flatMap(({ room, messages }) => messages.map((reports) => ({ room, reports })))
      .sort((a, b) => (a.reports[0]?.at ?? 0) - (b.reports[0]?.at ?? 0))
      .slice(0, LISTED);
    const reports = waiting.flatMap((one) => one.reports);
    const known = await directory.users(reports.map((report) => report.by));
    const users = new Map(known.map(({ user }) => [user.id, user]));
    const ids = waiting.flatMap((one) => one.reports.slice(0, 1).map((report) => report.message));
    const messages = new Map((await reader.byIds(ids)).map((message) => [message.id, message]));
    return waiting.flatMap(({ room, reports: ofOne }) => {
      const message = messages.get(ofOne[0]?.message ?? '');
      return message ? [reported(room, message, ofOne, users)] : [];
    });
  }

  /**
   * Deals with a reported message: all its reports are closed.
   * @throws DomainError message_not_found where none waits for this person; what deleting and sanctioning throw
   */
  async resolve(person: Person, message: string, verdict: Verdict): Promise<void> {
    const { moderation, posts } = this.options;
    const found = this.openFor(person)
      .flatMap(({ room, messages }) => messages.map((reports) => ({ room, report: reports[0] })))
      .find(({ report }) => report?.message === message);
    if (!found?.report) throw new DomainError('message_not_found', 'no report of this message waits for you');
    const { room, report } = found;
    const { sanction } = verdict;
    if (verdict.delete) {
      if (!permits('deleteOthers', standingOf(person, room))) throw new DomainError('forbidden', 'not in this room');
      succeed(await posts.remove(person, { type: 'delete', id: message, room: room.info.id, message }).outcome);
    }
    if (sanction) {
      const { everywhere, ...wish } = sanction;
      await moderation.impose(person, everywhere ? undefined : room.info.id, { ...wish, user: report.author });
    }
    await this.close(person, room, report, resolutionOf(verdict));
  }

  private async close(person: Person, room: Room, report: OpenReport, resolution: ReportResolution): Promise<void> {
    const { append, clock } = this.options;
    const { message, author } = report;
    const at = clock.now();
    const audit = auditRecord(at, person, 'report.resolve', { user: author, room, detail: { resolution } });
    const by = person.user.id;
    succeed(
      await append.submit({ kind: 'resolve-reports', message, by, resolution, at, audit: { ...audit, message } }),
    );
    const ofRoom = this.open.get(room.info.id);
    ofRoom?.delete(message);
    if (ofRoom?.size === 0) this.open.delete(room.info.id);
    this.tell(room);
  }

  private add(report: OpenReport): void {
    const ofRoom = this.open.get(report.room) ?? new Map<string, OpenReport[]>();
    this.open.set(report.room, ofRoom);
    ofRoom.set(report.message, [...(ofRoom.get(report.message) ?? []), report]);
  }

  private requireRoomFor(user: string, room: Room): void {
    const all = [...this.open.values()].flatMap((ofRoom) => [...ofRoom.values()].flat());
    const [own, here] = [all.filter((one) => one.by === user), all.filter((one) => one.room === room.info.id)];
    if (own.length >= LIMITS.reportsPerPerson || here.length >= LIMITS.reportsPerRoom) {
      throw new DomainError('rate_limited', 'too many reports wait already', 60_000);
    }
  }

  private openFor(person: Person): { room: Room; messages: OpenReport[][] }[] {
    return [...this.open].flatMap(([id, ofRoom]) => {
      const room = this.options.rooms.find(id);
      if (!room || !mayHandle(person, room)) return [];
      return [{ room, messages: [...ofRoom.values()].filter((all) => all[0]?.author !== person.user.id) }];
    });
  }

  private tell(room: Room): void {
    for (const person of this.options.people.all()) if (mayHandle(person, room)) this.tellCount(person);
  }

  private tellCount(person: Person): void {
    const push: ReportsPush = { type: 'reports', open: this.countFor(person) };
    const frame = this.options.encode(JSON.stringify(push));
    for (const connection of person.connections) connection.deliver(frame);
  }
}

// A direct room has no moderators: what is reported there, the reporter hands to the staff.
function mayHandle(person: Person, room: Room): boolean {
  if (room.sort === 'direct') return permitsOnServer('handleAllReports', person.serverRole);
  return permits('handleReports', standingOf(person, room));
}

function resolutionOf({ delete: removed, sanction }: Verdict): ReportResolution {
  if (sanction) return sanction.kind === 'ban' ? 'banned' : 'muted';
  return removed ? 'deleted' : 'dismissed';
}

function reported(
  { info, sort }: Room,
  message: ReportedMessage['message'],
  reports: OpenReport[],
  users: Map<string, User>,
): ReportedMessage {
  const { id, slug, name } = info;
  const complaints = reports.flatMap(({ by, reason, at }) => {
    const user = users.get(by);
    return user ? [{ by: user, reason, at }] : [];
  });
  return { room: { id, slug, name, direct: sort === 'direct' }, message, complaints };
}
