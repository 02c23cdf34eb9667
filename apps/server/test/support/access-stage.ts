import type { BotReply, InviteReply, RoomReply, SanctionReply } from '@confab/protocol';
import sharp from 'sharp';
import { expect } from 'vitest';
import { newAccount, signUp } from './accounts.ts';
import type { TestClient } from './client.ts';
import { upload } from './files.ts';
import type { Guest, TestServer } from './server.ts';

/** Everybody with a session: what they are in the rooms of the stage. */
export const PEOPLE = [
  'bot',
  'banned',
  'exiled',
  'outsider',
  'guest',
  'muted',
  'member',
  'moderator',
  'owner',
  'admin',
] as const;
export type Name = (typeof PEOPLE)[number];
/** An archived room is a public one; what is in it was there before. */
const SORTS = ['public', 'private', 'direct', 'archived'] as const;
export type Sort = (typeof SORTS)[number];

/** Those whom the server lets in. */
type Connected = Exclude<Name, 'exiled'>;
const CONNECTED = PEOPLE.filter((name): name is Connected => name !== 'exiled');
/** Who is in a room. */
const IN_DIRECT = ['guest', 'muted', 'member'] as const;
const IN_ROOM = [...IN_DIRECT, 'moderator', 'owner'] as const;
/** Messages of each who cannot write any more: as many as the tables use up. */
const WRITTEN_BEFORE = 20;

/** A room with its people; `id` is the room's. */
export interface Place {
  sort: Sort;
  id: string;
}

/** A smallest picture. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/**
 * A cast that a table of who may do what is played with. `guest`, `muted` and `outsider` have no account; `admin` belongs
 * to the server's staff and `bot` is confined, neither is in any room; `banned` was in the room and is banned from it;
 * `muted` is muted, and `exiled` banned, on the whole server.
 */
export class Stage {
  private readonly lasting = new Map<Sort, Place>();
  private readonly made = new Map<string, Promise<string>>();
  /** Messages of those who cannot write any more, by author and room. */
  private readonly before = new Map<string, string[]>();

  private constructor(
    private readonly server: TestServer,
    /** Owns the server. */
    readonly serverOwner: Guest,
    readonly people: Record<Name, Guest>,
    private readonly sockets: Record<Connected, TestClient>,
  ) {}

  /** Lets everybody come; the server must be fresh. */
  static async open(server: TestServer): Promise<Stage> {
    const serverOwner: Guest = await signUp(server, newAccount('Stella'));
    const [member, moderator, owner, admin] = await Promise.all(
      ['Max', 'Mona', 'Olga', 'Adam'].map((name) => signUp(server, newAccount(name))),
    );
    const [banned, exiled, outsider, guest, muted] = await Promise.all(
      ['Bart', 'Egon', 'Otto', 'Gina', 'Mia'].map((name) => server.guest(name)),
    );
    if (!member || !moderator || !owner || !admin) throw new Error('nobody came');
    if (!banned || !exiled || !outsider || !guest || !muted) throw new Error('nobody came');
    await must(server, serverOwner, 'PATCH', `/api/users/${admin.user.id}`, { role: 'admin' });
    const made = (await must(server, serverOwner, 'POST', '/api/bots', { name: 'Bo' })) as BotReply;
    const bot = { user: made.bot.user, token: made.token };
    const people = { bot, banned, exiled, outsider, guest, muted, member, moderator, owner, admin };
    const connected = CONNECTED.map(async (name) => {
      const socket = await server.connect(people[name]);
      // Guests know of those alone whom they share a room with.
      if (name !== 'bot' && name !== 'admin') await socket.join('general');
      return [name, socket] as const;
    });
    const sockets = Object.fromEntries(await Promise.all(connected)) as Record<Connected, TestClient>;
    const stage = new Stage(server, serverOwner, people, sockets);
    await stage.furnish();
    return stage;
  }

  /** Makes the rooms that stay. What cannot be written later is written now; then come the sanctions of the server. */
  private async furnish(): Promise<void> {
    for (const sort of SORTS) {
      const place = await this.place(sort === 'archived' ? 'public' : sort);
      await this.writeBefore(place, 'muted');
      this.lasting.set(sort, { ...place, sort });
    }
    const archived = this.lastingPlace('archived');
    await Promise.all([this.thread(archived), this.file(archived)]);
    for (const name of ['guest', 'member', 'moderator', 'owner'] as const) await this.writeBefore(archived, name);
    await this.archive(archived);
    for (const [name, kind] of [
      ['exiled', 'ban'],
      ['muted', 'mute'],
    ] as const) {
      const sanction = { user: this.people[name].user.id, kind, reason: 'because' };
      await must(this.server, this.serverOwner, 'POST', '/api/sanctions', sanction);
    }
  }

  /** The room of its sort that nothing happens to. */
  lastingPlace(sort: Sort): Place {
    const place = this.lasting.get(sort);
    if (!place) throw new Error(`there is no ${sort} room yet`);
    return place;
  }

  socket(name: Name): TestClient {
    if (name === 'exiled') throw new Error('the server lets them not in');
    return this.sockets[name];
  }

  /** Asks as one of the cast, which must succeed. */
  call(name: Name, method: string, path: string, body?: unknown): Promise<unknown> {
    return must(this.server, this.people[name], method, path, body);
  }

  /** A room of its own with the cast in it; in a direct room there are `guest`, `muted` and `member` alone. */
  async place(sort: Sort): Promise<Place> {
    if (sort === 'direct') return this.directPlace();
    const { banned, guest, muted, member, moderator, owner } = this.people;
    const place = { sort, id: await this.server.createRoom(owner, { private: sort === 'private' }) };
    const path = `/api/rooms/${place.id}`;
    await Promise.all(
      [banned, guest, muted, member, moderator].map(({ user }) =>
        this.call('owner', 'POST', `${path}/members`, { user: user.id }),
      ),
    );
    await this.call('owner', 'PATCH', `${path}/members/${moderator.user.id}`, { role: 'moderator' });
    const ban = { user: banned.user.id, kind: 'ban', reason: 'because' };
    await this.call('owner', 'POST', `${path}/sanctions`, ban);
    await Promise.all(IN_ROOM.map((name) => this.socket(name).join(place.id)));
    if (sort === 'archived') await this.archive(place);
    return place;
  }

  private async directPlace(): Promise<Place> {
    const { guest, muted } = this.people;
    // A direct room is there once: another one needs another person.
    const other = await this.newcomer();
    const users = [guest.user.id, muted.user.id, other.user.id];
    const { room } = (await this.call('member', 'POST', '/api/rooms/direct', { users })) as RoomReply;
    await Promise.all(IN_DIRECT.map((name) => this.socket(name).join(room.id)));
    return { sort: 'direct', id: room.id };
  }

  private async archive({ id }: Place): Promise<void> {
    await this.call('owner', 'PATCH', `/api/rooms/${id}`, { archived: true });
  }

  /** Whether somebody is a member of the room. */
  isIn({ sort }: Place, name: Name): boolean {
    const there: readonly Name[] = sort === 'direct' ? IN_DIRECT : IN_ROOM;
    return there.includes(name);
  }

  /** Somebody in the room whom nobody will miss. */
  async victim({ sort, id }: Place): Promise<string> {
    if (sort === 'direct') return this.people.member.user.id;
    const { user } = await this.newcomer();
    await this.call('owner', 'POST', `/api/rooms/${id}/members`, { user: user.id });
    return user.id;
  }

  /** A guest, whom those with an account may know of. */
  newcomer(): Promise<Guest> {
    return this.server.guest('Nell');
  }

  /** A message of `by` that nobody has touched. */
  async message(place: Place, by: Name): Promise<string> {
    const before = this.before.get(`${by} ${place.id}`);
    if (!before) return this.write(place, by);
    const id = before.pop();
    if (id === undefined) throw new Error(`${by} has written too few messages before`);
    return id;
  }

  private async write({ id }: Place, by: Name): Promise<string> {
    return (await this.socket(by).post(id, 'the message')).id;
  }

  private async writeBefore(place: Place, by: Name): Promise<void> {
    const messages = Array.from({ length: WRITTEN_BEFORE }, () => this.write(place, by));
    this.before.set(`${by} ${place.id}`, await Promise.all(messages));
  }

  /** The message of `by` that nothing happens to. */
  lastingMessage(place: Place, by: Name): Promise<string> {
    return this.once(`message ${by} ${place.id}`, () => this.message(place, by));
  }

  /** A message that somebody has reported. */
  async reported(place: Place): Promise<string> {
    const message = await this.message(place, 'guest');
    await this.call('member', 'POST', `/api/rooms/${place.id}/messages/${message}/report`, { reason: 'because' });
    return message;
  }

  /** The reported message that nobody deals with. */
  lastingReport(place: Place): Promise<string> {
    return this.once(`report ${place.id}`, () => this.reported(place));
  }

  /** A thread that `guest` began; the id of its root. */
  thread(place: Place): Promise<string> {
    return this.once(`thread ${place.id}`, async () => {
      const root = await this.write(place, 'guest');
      await this.socket('member').post(place.id, 'a reply', { thread: root });
      return root;
    });
  }

  /** A picture with a thumbnail, in a message of the room. */
  file(place: Place): Promise<string> {
    return this.once(`file ${place.id}`, async () => {
      const picture = await sharp({ create: { width: 900, height: 900, channels: 3, background: '#888' } })
        .png()
        .toBuffer();
      const { id, thumb } = await upload(this.server, this.people.member, place.id, Buffer.from(picture));
      expect(thumb).toBe(true);
      await this.socket('member').post(place.id, 'a picture', { attachments: [id] });
      return id;
    });
  }

  private once(key: string, make: () => Promise<string>): Promise<string> {
    const made = this.made.get(key) ?? make();
    this.made.set(key, made);
    return made;
  }

  /** An invite into the room; into a direct room there are none. */
  async invite({ sort, id }: Place): Promise<{ id: string; code: string }> {
    if (sort === 'direct') return { id: crypto.randomUUID(), code: 'none' };
    const { invite, code } = (await this.call('owner', 'POST', `/api/rooms/${id}/invites`, {})) as InviteReply;
    return { id: invite.id, code };
  }

  /** A mute in the room. */
  async sanction(place: Place): Promise<string> {
    if (place.sort === 'direct') return crypto.randomUUID();
    const wish = { user: await this.victim(place), kind: 'mute', reason: 'because' };
    const path = `/api/rooms/${place.id}/sanctions`;
    return ((await this.call('owner', 'POST', path, wish)) as SanctionReply).sanction.id;
  }
}

async function must(server: TestServer, { token }: Guest, method: string, path: string, body?: unknown) {
  const answer = await server.call(method, path, { token, ...(body === undefined ? {} : { body }) });
  expect(answer, `${method} ${path}`).toSatisfy(({ status }: { status: number }) => status < 300);
  return answer.body;
}
