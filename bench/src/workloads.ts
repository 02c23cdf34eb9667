import type { Load, Outcome } from './generator.ts';
import type { Scene } from './scene.ts';

/** What Confab has to reach: its own figure, or its figure divided by that of a peer. */
export interface Target {
  /** A peer's name; absent where the bound is on Confab's own figure. */
  against?: string;
  /** Whether it is a most or a least. */
  at: 'least' | 'most';
  must: number;
  /** The next star. */
  star?: number;
}

/** One line of work for all peers. */
export interface Workload {
  id: string;
  title: string;
  scene: Scene;
  load: Load;
  unit: string;
  /** The figure that is compared. */
  figure: (outcome: Outcome, connections: number) => number;
  /** What else is worth knowing about a run. */
  remark?: (outcome: Outcome, connections: number) => string;
  /** Peers that take part; all where absent. */
  peers?: readonly string[];
  /** Whether the bare database driver takes part, at the sizes of Confab's transactions. */
  driver?: true;
  targets: Target[];
}

/** Names that targets refer to. */
export const PEER = {
  confab: 'Confab',
  socketIo: 'Socket.IO',
  ws: 'bare ws',
  sendLoop: 'C loop of send()',
  uws: 'uWebSockets.js',
  nchan: 'nchan',
  ejabberd: 'ejabberd with archive',
  driver: 'bare driver',
} as const;

const deliveriesPerCoreSecond = (outcome: Outcome) => outcome.delivered / outcome.serverCpu;
const roundTrip = ({ p50Ms, p99Ms, delivered, seconds, serverCpu }: Outcome) =>
  `${Math.round(delivered / seconds).toLocaleString('en')}/s, core ${Math.round((100 * serverCpu) / seconds)} %, p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms`;
const kib = (bytes: number) => `${(bytes / 1024).toFixed(1)} KiB`;

/** A room of 1,000 takes ejabberd minutes to enter and to drain. */
const WITHOUT_EJABBERD = [PEER.socketIo, PEER.ws, PEER.sendLoop, PEER.uws, PEER.nchan];

/** The workloads, at full size. */
export const WORKLOADS: readonly Workload[] = [
  {
    id: 'room-100',
    title: 'Room of 100, 16 busy senders',
    scene: { rooms: 1, members: 100, senders: 16 },
    load: { mode: 'window', seconds: 5, warmup: 3, window: 16 },
    unit: 'deliveries per server core-second',
    figure: deliveriesPerCoreSecond,
    remark: roundTrip,
    targets: [
      { against: PEER.socketIo, at: 'least', must: 10, star: 18 },
      { against: PEER.ejabberd, at: 'least', must: 40, star: 80 },
    ],
  },
  {
    id: 'room-1000',
    title: 'Room of 1,000, 16 busy senders',
    scene: { rooms: 1, members: 1_000, senders: 16 },
    load: { mode: 'window', seconds: 5, warmup: 3, window: 16 },
    unit: 'deliveries per server core-second',
    figure: deliveriesPerCoreSecond,
    remark: roundTrip,
    peers: WITHOUT_EJABBERD,
    targets: [
      { against: PEER.socketIo, at: 'least', must: 10, star: 20 },
      { against: PEER.uws, at: 'least', must: 0.6, star: 1 },
    ],
  },
  {
    id: 'lockstep',
    title: 'Room of 1,000, one message in flight at a time',
    scene: { rooms: 1, members: 1_000, senders: 16 },
    load: { mode: 'lockstep', seconds: 5, warmup: 3 },
    unit: 'deliveries per server core-second',
    figure: deliveriesPerCoreSecond,
    remark: roundTrip,
    peers: WITHOUT_EJABBERD,
    targets: [
      { against: PEER.socketIo, at: 'least', must: 1.4, star: 1.6 },
      { against: PEER.sendLoop, at: 'least', must: 0.55, star: 0.65 },
    ],
  },
  {
    id: 'rooms-200',
    title: '200 rooms of 10, everyone sending',
    scene: { rooms: 200, members: 10, senders: 10 },
    load: { mode: 'window', seconds: 5, warmup: 3, window: 1 },
    unit: 'deliveries per server core-second',
    figure: deliveriesPerCoreSecond,
    remark: roundTrip,
    targets: [
      { against: PEER.socketIo, at: 'least', must: 2, star: 3.5 },
      { against: PEER.ejabberd, at: 'least', must: 20, star: 38 },
    ],
  },
  {
    id: 'paced',
    title: 'Room of 1,000 at 20 messages/s',
    scene: { rooms: 1, members: 1_000, senders: 16 },
    load: { mode: 'paced', seconds: 8, warmup: 2, rate: 20 },
    unit: 'ms, delivery p99',
    figure: (outcome) => outcome.p99Ms,
    remark: ({ p50Ms, serverCpu, seconds }) =>
      `p50 ${p50Ms.toFixed(1)} ms, core ${Math.round((100 * serverCpu) / seconds)} %`,
    peers: [PEER.socketIo, PEER.ws, PEER.sendLoop],
    targets: [
      { against: PEER.socketIo, at: 'most', must: 1 },
      { against: PEER.sendLoop, at: 'most', must: 1.7, star: 1.3 },
    ],
  },
  {
    id: 'posts',
    title: 'Acknowledged durable posts, 16 clients',
    scene: { rooms: 16, members: 1, senders: 1 },
    // As the driver's: what costs a database most.
    load: { mode: 'acked', seconds: 5, warmup: 3, window: 64, ids: 'random' },
    unit: 'posts a second',
    figure: (outcome) => outcome.acked / outcome.seconds,
    remark: ({ acked, serverCpu }) => `${Math.round(acked / serverCpu).toLocaleString('en')} per core-second`,
    peers: [],
    driver: true,
    targets: [
      { at: 'least', must: 10_000 },
      { against: PEER.driver, at: 'least', must: 0.5, star: 0.8 },
    ],
  },
  {
    id: 'idle',
    title: 'Memory of 10,000 idle connections, each in a room',
    scene: { rooms: 200, members: 50, senders: 0, returning: true },
    load: { mode: 'idle', seconds: 15, warmup: 0 },
    unit: 'KiB of RSS a connection',
    figure: ({ residentKib: [before, after] = [0, 0] }, connections) => (after - before) / connections,
    remark: ({ residentKib: [before, after] = [0, 0] }) =>
      `${Math.round(before / 1024)} → ${Math.round(after / 1024)} MiB`,
    peers: [PEER.socketIo, PEER.ws],
    targets: [{ at: 'most', must: 15, star: 8 }],
  },
  {
    id: 'connect',
    title: '5,000 clients connect, authenticate, join rooms with history',
    scene: { rooms: 100, members: 50, senders: 0, history: 64, returning: true },
    load: { mode: 'connect', seconds: 0.5, warmup: 0 },
    unit: 'clients a second',
    figure: ({ seconds }, connections) => connections / seconds,
    remark: ({ serverCpu, bytes }, connections) =>
      `${Math.round(connections / serverCpu)} per core-second, ${kib(bytes / connections)} each`,
    peers: [PEER.socketIo],
    targets: [{ against: PEER.socketIo, at: 'least', must: 1, star: 2 }],
  },
  {
    id: 'join',
    title: '1,000 connected clients join one room for the first time',
    scene: { rooms: 1, members: 1_000, senders: 0 },
    load: { mode: 'join', seconds: 0.5, warmup: 1 },
    unit: 'seconds until all have joined',
    figure: ({ seconds }) => seconds,
    remark: ({ watched: [presence, joined], serverCpu }, connections) =>
      presence && joined
        ? `presence: ${(presence.frames / connections).toFixed(1)} frames, ${kib(presence.bytes / connections)} a member; joined: ${kib(joined.bytes / connections)}; ${serverCpu.toFixed(2)} core-seconds`
        : `${serverCpu.toFixed(2)} core-seconds`,
    peers: [PEER.socketIo],
    targets: [{ at: 'most', must: 3, star: 1 }],
  },
];

/** A workload in the size of a quick look. Its figures say little about memory and connecting. */
export function quickened(workload: Workload): Workload {
  const { scene, load } = workload;
  const members = workload.id === 'idle' || workload.id === 'connect' ? 10 : scene.members;
  return {
    ...workload,
    scene: { ...scene, members },
    load: { ...load, seconds: Math.min(load.seconds, 1.5), warmup: Math.min(load.warmup, 1) },
    peers: workload.peers ?? [PEER.socketIo, PEER.sendLoop],
  };
}
