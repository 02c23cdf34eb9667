import type { RoomPreferences } from '@confab/protocol';
import type { Append } from '../log/append.ts';
import { writableRoom } from './access.ts';
import { succeed } from './domain-error.ts';
import type { People } from './people.ts';
import type { Person } from './person.ts';
import { tellMember } from './room-push.ts';
import type { RoomRegistry } from './room-registry.ts';
import type { EncodeFrame } from './subscriber.ts';

export interface PreferencesOptions {
  append: Append;
  people: People;
  rooms: RoomRegistry;
  encode: EncodeFrame;
}

/** How members want to have their rooms. */
export class Preferences {
  constructor(private readonly options: PreferencesOptions) {}

  /**
   * Changes what is given, and tells all of the person's devices.
   * @throws DomainError room_not_found, not_joined
   */
  async set(person: Person, reference: string, wish: Partial<RoomPreferences>): Promise<RoomPreferences> {
    const { append, encode, people, rooms } = this.options;
    const { room, membership } = writableRoom(rooms, person, reference, 'setPreferences');
    const user = person.user.id;
    succeed(await append.submit({ kind: 'set-preferences', room: room.info.id, user, ...wish }));
    Object.assign(membership, wish);
    const online = people.get(user);
    const live = online?.memberships.get(room.info.id);
    if (online && live) {
      Object.assign(live, wish);
      tellMember(room, online, encode);
    }
    const { favourite, muted, notify } = membership;
    return { favourite, muted, notify };
  }
}
