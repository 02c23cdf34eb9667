import type { JoinMessage } from '@confab/protocol';
import type { LogReader } from '../log/read.ts';
import { DomainError } from './domain-error.ts';
import type { Room } from './room.ts';
import type { EncodeParts, Subscriber } from './subscriber.ts';

/** The client's cursor, as `join` carries it. */
export type Cursor = Pick<JoinMessage, 'since' | 'sinceId' | 'life'>;

export interface ReplayOptions {
  reader: LogReader;
  /** This life of the database: cursors of another one fit nothing. */
  life: string;
  /** Messages a replay may hold; more is answered with the newest page and `complete: false`. */
  maxMessages: number;
}

interface Replay {
  /** The messages as a JSON array. */
  messages: string | Buffer;
  complete: boolean;
}

/**
 * Composes the replay in the turn in which it is called, so that it can be sent and subscribed without a gap.
 * Undefined where the room has moved on too far since it was prepared: prepare again.
 */
type Prepared = () => Replay | undefined;

/** UTF-16 code units a replay from the database may hold. */
const MAX_SIZE = 2 * 1024 * 1024;

/**
 * Subscribes a connection to a room and replays what it missed (G4). Whatever has to be read is read first, up to a
 * rev that the room's tail still covers; then the rest of the replay, the subscription and the `joined` frame happen in
 * one turn of the event loop, so nothing falls between.
 * @returns whether the cursor was good (undefined where there was none, or the connection has gone)
 * @throws DomainError room_not_found where the room went, or the person was sent away, while the replay was read
 */
export async function joinRoom(
  subscriber: Subscriber,
  room: Room,
  request: Cursor & { id: string },
  options: ReplayOptions,
  encode: EncodeParts,
): Promise<boolean | undefined> {
  let replay: Replay | undefined;
  while (!replay) replay = (await prepare(room, request, options))();
  const { person } = subscriber;
  if (!person.connections.has(subscriber)) return undefined;
  if (room.gone || !person.memberships.has(room.info.id)) {
    throw new DomainError('room_not_found', 'there is no such room');
  }
  room.subscribers.add(subscriber);
  subscriber.joined.add(room);
  subscriber.deliver(encode(encodeJoined(room, request.id, replay)));
  return request.since === undefined ? undefined : replay.complete;
}

// Room, messages and presence are encoded already: they go in as they are.
function encodeJoined(room: Room, id: string, { messages, complete }: Replay): (string | Buffer)[] {
  const head = JSON.stringify({ type: 'joined', id, rev: room.rev, seq: room.seq, complete });
  return [
    `${head.slice(0, -1)},"room":${room.encodedInfo},"messages":`,
    messages,
    `,"presence":{"count":${room.present.size},"members":[`,
    room.present.encode(),
    ']}}',
  ];
}

async function prepare(room: Room, { since, sinceId, life }: Cursor, options: ReplayOptions): Promise<Prepared> {
  const foreign = life !== undefined && life !== options.life;
  if (since === undefined || since > room.rev || foreign) return prepareNewestPage(room, since === undefined);

  const recent = room.tail.since(since, sinceId);
  if (recent.kind === 'mismatch') return prepareNewestPage(room, false);
  if (recent.kind === 'changes') return () => fromTail(room, since, sinceId);

  if (sinceId !== undefined && since > 0 && !(await options.reader.fits(room.info.id, since, sinceId))) {
    return prepareNewestPage(room, false);
  }
  return prepareFromLog(room, since, options);
}

function fromTail(room: Room, since: number, sinceId: string | undefined): Replay | undefined {
  const recent = room.tail.since(since, sinceId);
  if (recent.kind !== 'changes') return undefined;
  return { messages: arrayOf(recent.changes), complete: true };
}

async function prepareFromLog(room: Room, since: number, options: ReplayOptions): Promise<Prepared> {
  const stored = await options.reader.changedAfter(room.info.id, since, options.maxMessages + 1);
  const read = stored.map((message) => ({ id: message.id, json: JSON.stringify(message) }));
  const size = read.reduce((sum, message) => sum + message.json.length, 0);
  if (read.length > options.maxMessages || size > MAX_SIZE) return prepareNewestPage(room, false);
  const upTo = stored.at(-1)?.rev ?? since;
  await room.reached(upTo);
  return () => {
    const rest = room.tail.since(upTo, undefined);
    if (rest.kind !== 'changes') return undefined;
    const newer = new Set(rest.changes.map((change) => change.id));
    const older = read.filter((message) => !newer.has(message.id));
    return { messages: arrayOf([...older, ...rest.changes]), complete: true };
  };
}

async function prepareNewestPage(room: Room, withoutCursor: boolean): Promise<Prepared> {
  await room.page.load();
  // What was read may be a commit ahead of what the room has heard.
  if (room.page.loaded) await room.reached(room.page.current.reduce((rev, entry) => Math.max(rev, entry.rev), 0));
  return () => {
    if (!room.page.loaded) return undefined;
    const { current, encoded } = room.page;
    return { messages: encoded, complete: withoutCursor && current.length === room.seq };
  };
}

function arrayOf(messages: { json: string }[]): string {
  return `[${messages.map((message) => message.json).join(',')}]`;
}
