import type { Clock } from '../clock.ts';
import type { Append } from '../log/append.ts';
import type { Logger } from '../logger.ts';
import type { Counters } from '../metrics/counters.ts';
import type { ReplayOptions } from '../rooms/join.ts';
import type { Memberships } from '../rooms/memberships.ts';
import type { People } from '../rooms/people.ts';
import type { Posts } from '../rooms/posts.ts';
import type { Presence } from '../rooms/presence.ts';
import type { ReadPointers } from '../rooms/read-pointers.ts';
import type { Reports } from '../rooms/reports.ts';
import type { RoomRegistry } from '../rooms/room-registry.ts';
import type { Sanctions } from '../rooms/sanctions.ts';
import type { Sessions } from '../rooms/sessions.ts';
import type { Flusher } from './flusher.ts';
import type { PersonLimits, RateLimits } from './rate-limit.ts';

/** What connections and handlers work with; app.ts puts it together. */
export interface Services {
  clock: Clock;
  log: Logger;
  counters: Counters;
  append: Append;
  sessions: Sessions;
  people: People;
  rooms: RoomRegistry;
  memberships: Memberships;
  posts: Posts;
  presence: Presence;
  readPointers: ReadPointers;
  reports: Reports;
  sanctions: Sanctions;
  replay: ReplayOptions;
  flusher: Flusher;
  limits: RateLimits;
  personLimits: PersonLimits;
  version: string;
  /** The largest file that is taken, bytes. */
  fileBytes: number;
  /** Milliseconds. */
  times: { heartbeat: number; peerTimeout: number; authTimeout: number };
  sendQueueBytes: number;
}
