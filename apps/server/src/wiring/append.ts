import type { Config } from '../config.ts';
import type { FileStore } from '../files/file-store.ts';
import { Append, batchBounds } from '../log/append.ts';
import type { Change, Operation } from '../log/operation.ts';
import { UnsureCommitError } from '../log/writer.ts';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Room } from '../rooms/room.ts';
import type { RoomRegistry } from '../rooms/room-registry.ts';
import type { Storage } from './storage.ts';

interface AppendParts {
  config: Config;
  log: Logger;
  storage: Pick<Storage, 'search' | 'writer'>;
  metrics: Metrics;
  rooms: RoomRegistry;
  store: FileStore;
  /** A room has told its subscribers of a change. */
  onApplied: (room: Room, change: Change) => void;
}

/** The way into the log, and what follows a commit: rooms and search hear of it, files that are gone leave the disk. */
export function createAppend({ config, log, storage, metrics, rooms, store, onApplied }: AppendParts): Append {
  const { search, writer } = storage;
  // What is told is on disk: one change or listener that fails must not keep the others from being told.
  const guarded = ({ room, rev }: Change, run: () => void) => {
    try {
      run();
    } catch (error) {
      log.error({ err: error, room, rev }, 'a change could not be told');
    }
  };
  const onTold = (room: Room, change: Change) => guarded(change, () => onApplied(room, change));
  const tell = (change: Change) => {
    search.changed(change.room);
    rooms.take(change, onTold);
    for (const file of change.removedFiles ?? []) {
      store.remove(file).catch((error: unknown) => log.warn({ err: error, file }, 'a file could not be removed'));
    }
  };
  return new Append({
    commit: writer.commit,
    ...batchBounds(config.SEND_QUEUE_BYTES),
    onBatch: metrics.observeBatch,
    onError(error, operations) {
      log.error({ err: error, operations: operations.length }, 'a commit failed');
      // It may be on disk all the same: then those who listen must not wait for the room's next message to hear of it.
      if (error instanceof UnsureCommitError) rooms.catchUp(roomsOf(operations), onTold);
    },
    onCommitted: (changes) => {
      for (const change of changes) guarded(change, () => tell(change));
    },
  });
}

function roomsOf(operations: readonly Operation[]): Set<string> {
  return new Set(
    operations.flatMap((operation) =>
      'room' in operation && typeof operation.room === 'string' ? [operation.room] : [],
    ),
  );
}
