import { join } from 'node:path';
import { CLOSE } from '@confab/protocol';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { FileStore } from '../files/file-store.ts';
import { mediaTypeOf } from '../files/media-type.ts';
import { Pictures } from '../files/pictures.ts';
import { encodeFrame } from '../gateway/frame.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { Append } from '../log/append.ts';
import { Tail } from '../log/tail.ts';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { Activity } from '../rooms/activity.ts';
import { DirectRooms } from '../rooms/direct-rooms.ts';
import { Files } from '../rooms/files.ts';
import { Invites } from '../rooms/invites.ts';
import { MemberAdmin } from '../rooms/member-admin.ts';
import { Memberships } from '../rooms/memberships.ts';
import { Moderation } from '../rooms/moderation.ts';
import { People } from '../rooms/people.ts';
import { PeopleFinder } from '../rooms/people-finder.ts';
import { Pins } from '../rooms/pins.ts';
import { Posts } from '../rooms/posts.ts';
import { Preferences } from '../rooms/preferences.ts';
import { Presence } from '../rooms/presence.ts';
import { ReadPointers } from '../rooms/read-pointers.ts';
import { Reports } from '../rooms/reports.ts';
import { RoomAdmin } from '../rooms/room-admin.ts';
import { RoomRegistry } from '../rooms/room-registry.ts';
import { Roster } from '../rooms/roster.ts';
import { banWords, Sanctions } from '../rooms/sanctions.ts';
import { Sessions } from '../rooms/sessions.ts';
import { SlowMode } from '../rooms/slow-mode.ts';
import { ThreadNews } from '../rooms/thread-news.ts';
import { Threads } from '../rooms/threads.ts';
import { createAppend } from './append.ts';
import type { Storage } from './storage.ts';

/** What rooms need of the sockets, which come later. */
export type Sockets = Pick<Gateway, 'closeSessions' | 'closeUser'>;

/** What everything is built from. */
export interface Ground {
  config: Config;
  log: Logger;
  clock: Clock;
  storage: Storage;
  metrics: Metrics;
  sockets: Sockets;
}

/** The live rooms and all that is done in them. */
export type RoomServices = Awaited<ReturnType<typeof createRooms>>;

/** Wires up the rooms and everything that happens in them, and fills them from the database. */
export async function createRooms({ config, log, clock, storage, metrics, sockets }: Ground) {
  const { directory, reader, records, search } = storage;
  const rooms = new RoomRegistry({
    reader,
    createTail: (rev, id) => new Tail(rev, id),
    encode: encodeFrame,
    tailBytes: config.TAIL_BYTES,
    onRemoved: (room) => {
      search.removed(room.info.id);
      reports.roomRemoved(room);
    },
  });
  for (const record of await directory.rooms()) rooms.add(record);
  const sanctions = new Sanctions(clock);
  for (const sanction of await records.sanctions(clock.now())) sanctions.add(sanction);
  const people = new People(
    (user) => directory.memberships(user),
    (...place) => sanctions.find(...place),
  );
  const presence = new Presence({ clock, people, rooms, encode: encodeFrame, graceMs: config.PRESENCE_GRACE_MS });
  const activity = new Activity({ clock, encode: encodeFrame });
  const threadNews = new ThreadNews({ clock, encode: encodeFrame, people });
  const roster = new Roster(async (room) => (await directory.members(room)).map((member) => member.user));
  const store = new FileStore(join(config.dataDir, 'files'), config.FILE_RESERVE_BYTES);
  const append: Append = createAppend({
    ...{ config, log, storage, metrics, rooms, store },
    onApplied(room, change) {
      // A reply in a thread says nothing of how far its author has read the room.
      const author = change.isNew && !change.threadOnly ? people.get(change.author) : undefined;
      if (author) readPointers.wrote(author, room, change.seq);
      directRooms.committed(room, change);
      activity.committed(room, change);
      threadNews.committed(room, change);
    },
  });
  const readPointers = new ReadPointers(append, clock);
  await readPointers.recover(await directory.authorsBehind());
  const memberships = new Memberships({
    append,
    people,
    presence,
    roster,
    encode: encodeFrame,
    ownerOf: (room) => directory.ownerOf(room),
    onRole: (person, room) => reports.roomRoleChanged(person, room),
  });
  const finder = new PeopleFinder(storage.peopleDirectory, people);
  const members = new MemberAdmin({
    append,
    clock,
    rooms,
    sanctions,
    directory: storage.peopleDirectory,
    finder,
    memberships,
    encode: encodeFrame,
  });
  const directRooms = new DirectRooms({ append, clock, rooms, finder, memberships, encode: encodeFrame });
  const invites = new Invites({
    append,
    clock,
    directory: storage.invites,
    rooms,
    memberships,
    encode: encodeFrame,
  });
  const preferences = new Preferences({ append, people, rooms, encode: encodeFrame });
  const posts = new Posts({ append, clock, rooms, roster, reader, slowMode: new SlowMode(clock) });
  const files = new Files({
    append,
    clock,
    rooms,
    directory: storage.files,
    store,
    pictures: new Pictures(store),
    mediaTypeOf,
    limits: { fileBytes: config.MAX_FILE_BYTES, quotaBytes: config.FILE_QUOTA_BYTES },
  });
  const threads = new Threads({ append, rooms, reader, threads: storage.threads, news: threadNews });
  const pins = new Pins({ append, clock, rooms, reader });
  const sessions = new Sessions({
    ...{ append, clock, directory, sanctions },
    onEnded: (matches, code, reason) => sockets.closeSessions(matches, code, reason),
  });
  const admin = new RoomAdmin({ append, clock, rooms, people, memberships, encode: encodeFrame });
  await admin.ensureGeneral();
  const moderation = new Moderation({
    ...{ append, clock, people, rooms, memberships, sanctions, directory: storage.peopleDirectory },
    encode: encodeFrame,
    onBanned: (user, restriction) => sockets.closeUser(user, CLOSE.revoked, banWords(restriction)),
  });
  const reports = new Reports({
    ...{ append, clock, reader, rooms, people, posts, moderation, directory: storage.peopleDirectory },
    encode: encodeFrame,
  });
  reports.load(await records.openReports());
  return {
    rooms,
    sanctions,
    people,
    presence,
    store,
    append,
    readPointers,
    memberships,
    finder,
    members,
    directRooms,
    invites,
    preferences,
    posts,
    files,
    threads,
    pins,
    sessions,
    admin,
    moderation,
    reports,
    roster,
  };
}
