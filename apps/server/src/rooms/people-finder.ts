import { type FoundUser, LIMITS, type Status } from '@confab/protocol';
import type { PeopleDirectory, UserRecord } from '../log/people-directory.ts';
import type { People } from './people.ts';
import { permitsOnServer } from './permissions.ts';
import type { Person } from './person.ts';

/** Whom somebody may know of: everybody on the server, for guests only those whom they share a room with. */
export class PeopleFinder {
  constructor(
    private readonly directory: PeopleDirectory,
    private readonly people: People,
  ) {}

  /** People by a part of their name; a handful. */
  async find(asker: Person, text: string): Promise<FoundUser[]> {
    const found = await this.directory.find(text, LIMITS.foundPeople, among(asker));
    const changesRoles = permitsOnServer('changeServerRoles', asker.serverRole);
    return found.map(({ user, serverRole }) => ({
      user,
      status: this.statusOf(user.id),
      ...(changesRoles && { role: serverRole }),
    }));
  }

  /** Those of these users whom the asker may know of, oneself included. */
  known(asker: Person, ids: string[]): Promise<UserRecord[]> {
    return this.directory.users(ids, among(asker));
  }

  private statusOf(user: string): Status | 'offline' {
    const person = this.people.get(user);
    return person && person.connections.size > 0 ? person.status : 'offline';
  }
}

function among(asker: Person): string | undefined {
  return permitsOnServer('findEverybody', asker.serverRole) ? undefined : asker.user.id;
}
