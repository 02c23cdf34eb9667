import { randomUUID } from 'node:crypto';
import type { BotInfo, User } from '@confab/protocol';
import type { Clock } from '../clock.ts';
import type { AccountDirectory } from '../log/account-directory.ts';
import type { Append } from '../log/append.ts';
import { permittedRoom, requireOnServer } from '../rooms/access.ts';
import { auditRecord } from '../rooms/audit-record.ts';
import { DomainError, succeed } from '../rooms/domain-error.ts';
import type { Memberships } from '../rooms/memberships.ts';
import type { Person } from '../rooms/person.ts';
import { announceMember } from '../rooms/room-push.ts';
import type { RoomRegistry } from '../rooms/room-registry.ts';
import { hashSecret, newBotToken } from '../rooms/secret-token.ts';
import type { Sessions } from '../rooms/sessions.ts';
import type { EncodeFrame } from '../rooms/subscriber.ts';

export interface BotOptions {
  accounts: AccountDirectory;
  append: Append;
  clock: Clock;
  memberships: Memberships;
  rooms: RoomRegistry;
  sessions: Sessions;
  encode: EncodeFrame;
  /** The ids of the rooms that a user is a member of. */
  roomsOf: (user: User['id']) => Promise<string[]>;
}

/** What a new bot is to be; the name normalised. */
export interface BotWish {
  name: string;
  /** Ids or slugs of the rooms that it is let into at once. */
  rooms: readonly string[];
  /** Whether it may enter public rooms by itself. */
  allRooms: boolean;
}

/** Programs that talk here, made by those who run the server. */
export class Bots {
  constructor(private readonly options: BotOptions) {}

  /** @throws DomainError forbidden */
  list(person: Person): Promise<BotInfo[]> {
    requireOnServer(person, 'manageBots');
    return this.options.accounts.bots();
  }

  /**
   * Makes a bot. Its token is told this once.
   * @throws DomainError forbidden, room_not_found
   */
  async create(person: Person, { name, rooms, allRooms }: BotWish): Promise<{ bot: BotInfo; token: string }> {
    requireOnServer(person, 'manageBots');
    const { append, clock } = this.options;
    const into = [...new Set(rooms.map((key) => permittedRoom(this.options.rooms, person, key, 'addMember')))];
    const token = newBotToken();
    const user: User = { id: randomUUID(), name, kind: 'bot' };
    const at = clock.now();
    const audit = auditRecord(at, person, 'bot.create', { user: user.id, detail: { allRooms, rooms: into.length } });
    succeed(
      await append.submit({
        kind: 'create-bot',
        id: user.id,
        name,
        createdBy: person.user.id,
        tokenHash: hashSecret(token),
        allRooms,
        rooms: into.map((room) => ({ id: room.info.id, readSeq: room.seq })),
        at,
        audit,
      }),
    );
    for (const room of into) {
      await this.options.memberships.admitUser(user, room, 'member', room.seq);
      announceMember(room, user, 'member', this.options.encode);
    }
    return { bot: { user, allRooms, createdBy: person.user, createdAt: at }, token };
  }

  /** Gives a bot a new token: the old one is worth nothing any more. @throws DomainError forbidden, bot_not_found */
  async renewToken(person: Person, id: string): Promise<{ bot: BotInfo; token: string }> {
    const bot = await this.find(person, id);
    const { append, clock } = this.options;
    const token = newBotToken();
    const audit = auditRecord(clock.now(), person, 'bot.renew', { user: id });
    succeed(await append.submit({ kind: 'set-bot-token', bot: id, tokenHash: hashSecret(token), audit }));
    this.options.sessions.revoked((session) => session.user.id === id);
    return { bot, token };
  }

  /** Ends a bot for good; what it said stays. @throws DomainError forbidden, bot_not_found */
  async revoke(person: Person, id: string): Promise<void> {
    const { user } = await this.find(person, id);
    const { append, clock, encode, rooms, roomsOf, memberships, sessions } = this.options;
    const left = await roomsOf(id);
    const at = clock.now();
    const audit = auditRecord(at, person, 'bot.revoke', { user: id });
    succeed(await append.submit({ kind: 'revoke-bot', bot: id, at, audit }));
    sessions.revoked((session) => session.user.id === id);
    for (const key of left) {
      const room = rooms.find(key);
      if (!room) continue;
      await memberships.dismiss(user, room, {});
      announceMember(room, user, undefined, encode);
    }
  }

  private async find(person: Person, id: string): Promise<BotInfo> {
    const bot = (await this.list(person)).find(({ user }) => user.id === id);
    if (!bot) throw new DomainError('bot_not_found', 'there is no such bot');
    return bot;
  }
}
