import type { Person } from './person.ts';

/** The members of a room who are online, by user id. */
export class PresentMembers {
  private readonly people = new Map<string, Person>();
  private encoded: Buffer | undefined;

  get size(): number {
    return this.people.size;
  }

  get(user: string): Person | undefined {
    return this.people.get(user);
  }

  values(): IterableIterator<Person> {
    return this.people.values();
  }

  add(person: Person): void {
    this.people.set(person.user.id, person);
    this.encoded = undefined;
  }

  /** @returns whether they were there */
  remove(user: string): boolean {
    this.encoded = undefined;
    return this.people.delete(user);
  }

  /** One of them is called or looks otherwise now, or shows another status. */
  changed(): void {
    this.encoded = undefined;
  }

  /** The members as `joined` shows them, in JSON. Encoded once for all who join before anything about them changes. */
  get json(): Buffer {
    if (!this.encoded) {
      const members = Array.from(this.people.values(), (person) => person.encodedMember);
      this.encoded = Buffer.from(`{"count":${members.length},"members":[${members.join(',')}]}`);
    }
    return this.encoded;
  }
}
