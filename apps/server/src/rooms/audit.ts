import type { AuditPage } from '@confab/protocol';
import type { AuditLog, AuditQuery } from '../log/audit-log.ts';
import { maySee, permittedRoom, requireOnServer } from './access.ts';
import { permitsOnServer } from './permissions.ts';
import type { Person } from './person.ts';
import type { RoomRegistry } from './room-registry.ts';

/**
 * Who may read what of the audit log: moderators that of their room; the server's staff everything about the server and
 * the rooms they see. Of private rooms that they are no members of they learn nothing.
 */
export class Audit {
  constructor(
    private readonly log: AuditLog,
    private readonly rooms: RoomRegistry,
  ) {}

  /**
   * A page, newest first.
   * @param query `room` by id or slug
   * @throws DomainError room_not_found, forbidden
   */
  async page(person: Person, query: AuditQuery): Promise<AuditPage> {
    const { rooms } = this;
    const room = query.room === undefined ? undefined : permittedRoom(rooms, person, query.room, 'handleReports');
    if (!room) requireOnServer(person, 'readAudit');
    const seen = room ? [room] : [...rooms.all()].filter((one) => one.sort !== 'direct' && maySee(person, one));
    const scope = {
      rooms: seen.map((one) => one.info.id),
      server: !room && permitsOnServer('readAudit', person.serverRole),
    };
    const wanted = { ...query, room: room?.info.id, limit: query.limit + 1 };
    const found = await this.log.page(wanted, scope);
    const entries = found.slice(0, query.limit).map((entry) => {
      // The name as it is now, for a room that still is.
      const name = entry.room && rooms.find(entry.room.id)?.info.name;
      return entry.room && name !== undefined ? { ...entry, room: { ...entry.room, name } } : entry;
    });
    return { entries, hasMore: found.length > query.limit };
  }
}
