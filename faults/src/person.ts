import { type Client, createClient, memoryStorage, type OutboxStorage, type RoomHandle } from '@confab/client';
import type { Random } from './random.ts';
import type { ShownTimeline } from './record.ts';
import type { Recorder } from './recorder.ts';
import type { Bell } from './until.ts';

/** Every how many messages one is a reply in a thread. */
const REPLY_ONCE_IN = 5;
/** Backoff is drawn from its shortest tenth, so that a scenario is not spent on waiting. */
const IMPATIENCE = 0.1;

export interface PersonOptions {
  name: string;
  token: string;
  /** Ids of the rooms to be in. */
  rooms: readonly string[];
  /** Where to connect to: the server, or the proxy in front of it. */
  url: string;
  recorder: Recorder;
  bell: Bell;
  random: Random;
  /** By how much their clock is wrong, ms. */
  clockShift: () => number;
}

/** Somebody with the SDK: writes, changes what they wrote, reloads the page. */
export class Person {
  client: Client;
  rooms: readonly RoomHandle[] = [];
  /** Away: writes nothing. */
  isAway = false;
  /** Replies in threads where one says so: not where the root may be lost with what a backup doesn't hold. */
  mayReply = true;
  /** Edits, deletions and reactions that wait for their answer. */
  busy = 0;
  private readonly storage: OutboxStorage = memoryStorage();
  /** Own messages that were acknowledged and not deleted since, by room. */
  private readonly own = new Map<string, string[]>();
  private written = 0;

  constructor(private readonly options: PersonOptions) {
    this.client = this.open();
  }

  get name(): string {
    return this.options.name;
  }

  /** Connected, and every room joined. */
  get isLive(): boolean {
    return this.client.state.name === 'connected' && this.rooms.every((room) => room.status === 'live');
  }

  /** Live, and nothing waits for an answer. */
  get isAtRest(): boolean {
    return this.isLive && this.client.waiting === 0 && this.busy === 0;
  }

  /** Connects and joins; both again by itself from now on. */
  arrive(): void {
    void this.client.connect();
    for (const room of this.rooms) room.join().catch(() => undefined);
  }

  /** The page is closed without a word and opened again, with what the outbox has kept. */
  reload(): void {
    const last = this.client;
    this.options.recorder.abandon(this.name);
    void last.close();
    this.client = this.open();
    this.arrive();
  }

  /** Posts a message that nobody has written before; now and then as a reply in a thread. */
  write(room: RoomHandle, random?: Random): void {
    const { name, recorder } = this.options;
    this.written += 1;
    const body = `${name} ${this.written}`;
    recorder.note({ kind: 'written', person: name, room: room.key, body });
    const replies = this.mayReply && random?.below(REPLY_ONCE_IN) === 0;
    const thread = replies ? aRoot(room, random) : undefined;
    room.send(body, thread ? { thread } : {}).then(
      ({ id }) => this.ownIn(room.key).push(id),
      () => undefined,
    );
  }

  edit(room: RoomHandle, random: Random): void {
    const id = random.pick(this.ownIn(room.key).slice(-20));
    this.written += 1;
    if (id) this.ask(room.edit(id, `${this.name} edit ${this.written}`));
  }

  remove(room: RoomHandle, random: Random): void {
    const own = this.ownIn(room.key);
    const id = random.pick(own.slice(-20));
    if (!id) return;
    own.splice(own.indexOf(id), 1);
    this.ask(room.remove(id));
  }

  react(room: RoomHandle, random: Random): void {
    const sent = room.timeline.rows.slice(-40).filter(({ status }) => status === 'sent');
    const row = random.pick(sent);
    const emoji = random.pick(['👍', '🎉', '👀']);
    if (row && emoji) this.ask(room.react(row.id, emoji, random.below(3) > 0));
  }

  /** What each room shows now. */
  shown(atRest: boolean): ShownTimeline[] {
    return this.rooms.map(({ key, timeline: { rows, rev, head } }) => ({
      person: this.name,
      room: key,
      rev,
      head,
      atRest,
      sent: rows.flatMap((row) => (row.status === 'sent' ? [row.message] : [])),
      unsent: rows.flatMap((row) => {
        if (row.status === 'sent') return [];
        const why = row.status === 'failed' ? row.failure.message : 'no answer';
        return [{ id: row.id, status: row.status, why }];
      }),
    }));
  }

  private ownIn(room: string): string[] {
    const own = this.own.get(room) ?? [];
    this.own.set(room, own);
    return own;
  }

  private ask(answer: Promise<unknown>): void {
    const { bell } = this.options;
    this.busy += 1;
    answer
      .catch(() => undefined)
      .finally(() => {
        this.busy -= 1;
        bell.ring();
      });
  }

  private open(): Client {
    const { name, token, url, recorder, bell, random, rooms, clockShift } = this.options;
    const client = createClient({
      url,
      getToken: () => token,
      storage: this.storage,
      WebSocket: recorder.webSocketOf(name),
      random: () => random.next() * IMPATIENCE,
      clock: {
        now: () => Date.now() + clockShift(),
        setTimeout,
        clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
      },
    });
    client.on('state', bell.ring);
    client.on('waiting', bell.ring);
    this.rooms = rooms.map((id) => client.room(id));
    for (const room of this.rooms) {
      room.on('status', bell.ring);
      room.on('timeline', bell.ring);
      // A resume is where a timeline is most likely to go wrong.
      room.on('resumed', () => recorder.timelines.push(...this.shown(false).filter((one) => one.room === room.key)));
    }
    return client;
  }
}

/** One of the newest messages that begins a thread, or may. */
function aRoot(room: RoomHandle, random: Random): string | undefined {
  const sent = room.timeline.rows.slice(-40).flatMap((row) => (row.status === 'sent' ? [row.message] : []));
  return random.pick(sent.filter(({ thread }) => thread === undefined))?.id;
}
