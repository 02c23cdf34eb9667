/**
 * The settings that Confab relies on. Most of them belong to a connection, not to the file, so every connection that
 * reads or writes messages sets them.
 *
 * `wal_autocheckpoint`, in pages of 4 KiB: index pages change with nearly every commit, and are copied into the database
 * once a checkpoint.
 *
 * `synchronous = FULL` makes a commit in WAL mode survive a power loss; NORMAL only survives the end of the process (G1).
 */
export const SQLITE_SETTINGS = `
  PRAGMA busy_timeout = 5000;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
  PRAGMA cache_size = -65536;
  PRAGMA temp_store = MEMORY;
  PRAGMA mmap_size = 268435456;
  PRAGMA wal_autocheckpoint = 4000;
`;
