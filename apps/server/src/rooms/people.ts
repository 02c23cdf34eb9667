import type { MembershipRecord, SessionRecord } from '../log/directory.ts';
import { type Membership, Person } from './person.ts';

/** Everybody online, by user id; who is not is read from the directory when asked for. */
export class People {
  private readonly online = new Map<string, Person>();
  private readonly arriving = new Map<string, Promise<Person>>();

  constructor(private readonly memberships: (user: string) => Promise<MembershipRecord[]>) {}

  /** The person behind a session that connects; kept until `depart`. Two connections at once get the same one. */
  arrive(session: SessionRecord): Promise<Person> {
    const { user } = session;
    const known = this.online.get(user.id);
    if (known) return Promise.resolve(withRole(known, session));
    const arriving = this.arriving.get(user.id);
    if (arriving) return arriving;
    const loading = this.load(session)
      .then((person) => {
        this.online.set(user.id, person);
        return person;
      })
      .finally(() => this.arriving.delete(user.id));
    this.arriving.set(user.id, loading);
    return loading;
  }

  /** The person behind a session that asks over HTTP, online or not. */
  async visit(session: SessionRecord): Promise<Person> {
    const { id } = session.user;
    const known = this.online.get(id) ?? (await this.arriving.get(id));
    return known ? withRole(known, session) : this.load(session);
  }

  /** Keeps somebody whose connection begins, also if they were about to be forgotten. */
  keep(person: Person): void {
    this.online.set(person.user.id, person);
  }

  /** Forgets somebody who is gone. */
  depart(person: Person): void {
    if (this.get(person.user.id) === person) this.online.delete(person.user.id);
  }

  get(user: string): Person | undefined {
    return this.online.get(user);
  }

  /** Everybody online. */
  all(): Iterable<Person> {
    return this.online.values();
  }

  private async load({ user, role, statusText }: SessionRecord): Promise<Person> {
    const records = await this.memberships(user.id);
    const memberships = new Map<string, Membership>();
    for (const { room, ...membership } of records) memberships.set(room, membership);
    return new Person(user, memberships, role, statusText);
  }
}

// The session has just been read: its role is the newest there is.
function withRole(person: Person, { role }: SessionRecord): Person {
  person.serverRole = role;
  return person;
}
