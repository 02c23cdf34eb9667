import type { Person } from './person.ts';

/** Bytes to begin with: a few members. */
const FEW_BYTES = 512;
const NOTHING = Buffer.alloc(0);

/** The members of a room who are online, in the order in which they came. */
export class PresentPeople {
  private readonly people = new Map<string, Person>();
  /** They as `joined` shows them, in UTF-8 and separated by commas, in the first `used` bytes; while `whole`, all of them. */
  private bytes = NOTHING;
  private used = 0;
  private whole = false;

  get size(): number {
    return this.people.size;
  }

  /** By user id. */
  get(user: string): Person | undefined {
    return this.people.get(user);
  }

  values(): IterableIterator<Person> {
    return this.people.values();
  }

  add(person: Person): void {
    // Whoever takes somebody's place does not stand at the end.
    if (this.people.has(person.user.id)) this.changed();
    this.people.set(person.user.id, person);
    if (this.whole) this.append(person);
  }

  /** @returns whether they were there */
  delete(user: string): boolean {
    this.changed();
    return this.people.delete(user);
  }

  /** Somebody who is here looks otherwise now: has another name, another status. */
  changed(): void {
    this.whole = false;
  }

  /**
   * What `joined` shows of them: the elements of a JSON array, in UTF-8. Everybody who comes asks for it, thousands at
   * once after a restart, so who has come since the last time is added to it. Good until somebody comes or changes.
   */
  encode(): Buffer {
    if (!this.whole) {
      this.used = 0;
      for (const person of this.people.values()) this.append(person);
      this.whole = true;
    }
    return this.bytes.subarray(0, this.used);
  }

  private append(person: Person): void {
    const text = this.used === 0 ? person.encodedMember : `,${person.encodedMember}`;
    this.makeRoom(this.used + 3 * text.length);
    this.used += this.bytes.write(text, this.used);
  }

  private makeRoom(length: number): void {
    if (length <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(FEW_BYTES, 2 * length));
    this.bytes.copy(larger, 0, 0, this.used);
    this.bytes = larger;
  }
}
