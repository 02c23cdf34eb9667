import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Counters } from './counters.ts';

/** The server's metrics in the Prometheus text format. Names and units follow its naming guide. */
export interface Metrics {
  contentType: string;
  text(): Promise<string>;
  observeBatch(size: number, ms: number): void;
  observeFanOut(ms: number): void;
}

/** Metrics with the process’s own among them. */
export function createMetrics(counters: Counters): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const count = (name: string, help: string, value: () => number, labels?: Record<string, string>) => {
    let told = 0;
    const counter =
      (registry.getSingleMetric(name) as Counter | undefined) ??
      new Counter({ name, help, registers, labelNames: Object.keys(labels ?? {}) });
    return () => {
      counter.inc(labels ?? {}, value() - told);
      told = value();
    };
  };

  const active = new Gauge({ name: 'websocket_connections_active', help: 'Open WebSocket connections', registers });
  const update = [
    count('websocket_messages_received_total', 'Frames received', () => counters.received),
    count('websocket_messages_sent_total', 'Frames sent, each receiver counted', () => counters.sent),
    count(
      'websocket_messages_refused_total',
      'Frames answered with an error before they were handled',
      () => counters.refused,
    ),
    count('room_resumes_total', 'Joins with a cursor', () => counters.resumesComplete, { complete: 'true' }),
    count('room_resumes_total', 'Joins with a cursor', () => counters.resumesIncomplete, { complete: 'false' }),
    count('websocket_slow_readers_cut_total', 'Connections closed with 1013', () => counters.slowReadersCut),
    count('websocket_flooders_cut_total', 'Connections closed with 4008', () => counters.floodersCut),
  ];
  const batchSize = new Histogram({
    name: 'commit_batch_size',
    help: 'Operations in one transaction',
    buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000],
    registers,
  });
  const batchDuration = new Histogram({
    name: 'commit_duration_seconds',
    help: 'Time from handing a batch to the writer until it is on disk',
    buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5],
    registers,
  });
  const fanOut = new Histogram({
    name: 'fan_out_duration_seconds',
    help: 'Time to write what one turn of the event loop gathered, to all sockets',
    buckets: [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5],
    registers,
  });

  return {
    contentType: registry.contentType,
    text() {
      active.set(counters.connections);
      for (const tell of update) tell();
      return registry.metrics();
    },
    observeBatch(size, ms) {
      batchSize.observe(size);
      batchDuration.observe(ms / 1000);
    },
    observeFanOut: (ms) => fanOut.observe(ms / 1000),
  };
}
