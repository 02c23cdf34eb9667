import type { Scene } from './scene.ts';

/** How one connection of a peer comes into its room and posts there; see native/plan.h. */
export interface PlannedConnection {
  path: string;
  /** Lines of the handshake, such as `Authorization: Bearer …`. */
  headers: string[];
  /** A text frame with `{id}` and `{body}` in it. */
  message: string;
  steps: Step[];
}

/** Send a text frame, wait for one that contains a text, or wait until all connections have come this far. */
export type Step = { send: string } | { expect: string } | 'gate';

/** What the generator has to know of a peer's frames. */
interface Dialect {
  /** How the acknowledgement of a post begins. */
  ack?: string;
  /** How a refusal begins. One ends the run. */
  error?: string;
  /** A text frame that must be answered by another. */
  keepalive?: { ping: string; pong: string };
  /** Beginnings of frames that are counted apart. */
  watch?: string[];
}

/** A server under load. */
export interface RunningPeer {
  port: number;
  /** Its processes; their CPU time and memory are the server's. */
  pids(): number[];
  dialect: Dialect;
  /** The way of a connection into a room of the scene. */
  plan(connection: number, room: number): PlannedConnection;
  /** Figures of the server's own, asked for after the load. */
  figures?(): Promise<Record<string, number>>;
  stop(): Promise<void>;
}

/** Something that Confab is compared with, or Confab itself. */
export interface Peer {
  name: string;
  /** Why it cannot run here; undefined where it can. */
  missing(): string | undefined;
  /** Debian packages that bring it. */
  packages?: readonly string[];
  /** Starts a fresh server with what the scene needs. */
  start(scene: Scene, port: number, folder: string): Promise<RunningPeer>;
}
