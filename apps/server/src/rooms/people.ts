import type { MembershipRecord, SessionRecord } from '../log/directory.ts';
import { type FindSanction, type Membership, Person } from './person.ts';

/** Everybody online, by user id; who is not is read from the directory when asked for. */
export class People {
  private readonly present = new Map<string, Person>();
  private readonly arriving = new Map<string, Promise<Person>>();

  constructor(
    private readonly memberships: (user: string) => Promise<MembershipRecord[]>,
    private readonly findSanction: FindSanction,
  ) {}

  /** The person behind a session that connects; kept until `depart`. Two connections at once get the same one. */
  arrive(session: SessionRecord): Promise<Person> {
    const { user } = session;
    const known = this.present.get(user.id);
    if (known) return Promise.resolve(withRole(known, session));
    const arriving = this.arriving.get(user.id);
    if (arriving) return arriving;
    const loading = this.load(session)
      .then((person) => {
        this.present.set(user.id, person);
        return person;
      })
      .finally(() => this.arriving.delete(user.id));
    this.arriving.set(user.id, loading);
    return loading;
  }

  /** The person behind a session that asks over HTTP, online or not. */
  async visit(session: SessionRecord): Promise<Person> {
    const { id } = session.user;
    const known = this.present.get(id) ?? (await this.arriving.get(id));
    return known ? withRole(known, session) : this.load(session);
  }

  /** Keeps somebody whose connection begins, also if they were about to be forgotten. */
  keep(person: Person): void {
    this.present.set(person.user.id, person);
  }

  /** Forgets somebody who is gone. */
  depart(person: Person): void {
    if (this.get(person.user.id) === person) this.present.delete(person.user.id);
  }

  get(user: string): Person | undefined {
    return this.present.get(user);
  }

  /** The same, also if they are just arriving. */
  async online(user: string): Promise<Person | undefined> {
    // A person whose arrival fails is not online; whoever waits for that connection hears why.
    return this.get(user) ?? this.arriving.get(user)?.catch(() => undefined);
  }

  /** Everybody online. */
  all(): Iterable<Person> {
    return this.present.values();
  }

  private async load({ user, role, statusText, confined }: SessionRecord): Promise<Person> {
    const records = await this.memberships(user.id);
    const memberships = new Map<string, Membership>();
    for (const { room, ...membership } of records) memberships.set(room, membership);
    return new Person(user, memberships, role, statusText, this.findSanction, confined);
  }
}

// The session has just been read: its role is the newest there is.
function withRole(person: Person, { role }: SessionRecord): Person {
  person.serverRole = role;
  return person;
}
