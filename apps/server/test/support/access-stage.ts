import type { BotReply, InviteReply, RoomReply, SanctionReply } from '@confab/protocol';
import sharp from 'sharp';
import { expect } from 'vitest';
import { newAccount, signUp } from './accounts.ts';
import type { TestClient } from './client.ts';
import { upload } from './files.ts';
import type { Guest, TestServer } from './server.ts';

/** Everybody with a session: what they are in the rooms of the stage. */
export const PEOPLE = ['bot', 'banned', 'outsider', 'guest', 'member', 'moderator', 'owner', 'admin'] as const;
export type Name = (typeof PEOPLE)[number];
export type Sort = 'public' | 'private' | 'direct';

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
 * A cast that a table of who may do what is played with. `guest` and `outsider` have no account; `admin` belongs to the
 * server's staff and `bot` is confined, neither is in any room; `banned` was in the room and is banned from it.
 */
export class Stage {
  private readonly made = new Map<string, Promise<string>>();

  private constructor(
    private readonly server: TestServer,
    /** Owns the server. */
    readonly serverOwner: Guest,
    readonly people: Record<Name, Guest>,
    private readonly sockets: Record<Name, TestClient>,
  ) {}

  /** Lets everybody come; the server must be fresh. */
  static async open(server: TestServer): Promise<Stage> {
    const serverOwner: Guest = await signUp(server, newAccount('Stella'));
    const [member, moderator, owner, admin] = await Promise.all(
      ['Max', 'Mona', 'Olga', 'Adam'].map((name) => signUp(server, newAccount(name))),
    );
    const [banned, outsider, guest] = await Promise.all(['Bart', 'Otto', 'Gina'].map((name) => server.guest(name)));
    if (!member || !moderator || !owner || !admin || !banned || !outsider || !guest) throw new Error('nobody came');
    await must(server, serverOwner, 'PATCH', `/api/users/${admin.user.id}`, { role: 'admin' });
    const made = (await must(server, serverOwner, 'POST', '/api/bots', { name: 'Bo' })) as BotReply;
    const bot = { user: made.bot.user, token: made.token };
    const people = { bot, banned, outsider, guest, member, moderator, owner, admin };
    const connected = PEOPLE.map(async (name) => {
      const socket = await server.connect(people[name]);
      // Guests know of those alone whom they share a room with.
      if (name !== 'bot' && name !== 'admin') await socket.join('general');
      return [name, socket] as const;
    });
    const sockets = Object.fromEntries(await Promise.all(connected)) as Record<Name, TestClient>;
    return new Stage(server, serverOwner, people, sockets);
  }

  socket(name: Name): TestClient {
    return this.sockets[name];
  }

  /** Asks as one of the cast, which must succeed. */
  call(name: Name, method: string, path: string, body?: unknown): Promise<unknown> {
    return must(this.server, this.people[name], method, path, body);
  }

  /** A room of its own with the cast in it; in a direct room there are `member` and `guest` alone. */
  async place(sort: Sort): Promise<Place> {
    const { banned, guest, member, moderator, owner } = this.people;
    if (sort === 'direct') {
      // A direct room is there once: another one needs another person.
      const third = await this.newcomer();
      const users = [guest.user.id, third.user.id];
      const { room } = (await this.call('member', 'POST', '/api/rooms/direct', { users })) as RoomReply;
      await Promise.all([this.socket('member').join(room.id), this.socket('guest').join(room.id)]);
      return { sort, id: room.id };
    }
    const id = await this.server.createRoom(owner, { private: sort === 'private' });
    const path = `/api/rooms/${id}`;
    await Promise.all(
      [banned, guest, member, moderator].map(({ user }) =>
        this.call('owner', 'POST', `${path}/members`, { user: user.id }),
      ),
    );
    await this.call('owner', 'PATCH', `${path}/members/${moderator.user.id}`, { role: 'moderator' });
    const ban = { user: banned.user.id, kind: 'ban', reason: 'because' };
    await this.call('owner', 'POST', `${path}/sanctions`, ban);
    await Promise.all((['guest', 'member', 'moderator', 'owner'] as const).map((name) => this.socket(name).join(id)));
    return { sort, id };
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

  /** A new message of `by`. */
  async message({ id }: Place, by: Name): Promise<string> {
    return (await this.socket(by).post(id, 'the message')).id;
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
      const root = await this.message(place, 'guest');
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
