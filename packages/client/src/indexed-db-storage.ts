import { systemClock } from './clock.ts';
import { joinLivingTabs, type LivingTabs, type TabsPlatform } from './living-tabs.ts';
import type { OutboxEntry, OutboxStorage } from './outbox-storage.ts';

const STORE = 'outbox';

/** An entry and the tab that sends it. */
interface Owned extends OutboxEntry {
  /** Empty where the browser has no locks; missing in what an older version wrote. */
  owner?: string;
}

/**
 * An outbox that survives a reload: IndexedDB, browsers only. Create one for a page and give it to every client there.
 *
 * The tabs of one browser share it, and each entry belongs to one of them: who wrote it sends it, and what a tab leaves
 * behind goes to exactly one of the others. Without Web Locks (old browsers, plain HTTP) every tab that opens sends all
 * there is; the ids keep that from becoming two messages (G2).
 *
 * Its calls reject where the browser refuses storage (private windows, a full disk); the client then goes on from memory.
 * @param name the database's name, one per server
 * @param platform how the tabs know of each other; undefined where they cannot
 */
export function indexedDbStorage(
  name = 'confab',
  platform: TabsPlatform | undefined = browserTabs(name),
): OutboxStorage {
  const listeners = new Set<(entries: OutboxEntry[]) => void>();
  const tabs: LivingTabs = platform ? joinLivingTabs(name, platform, sweep) : LONELY;
  const owner = tabs.id.catch(() => '');
  let opened: Promise<IDBDatabase> | undefined;

  // Transactions of one store run in the order they were made, so calls for one id keep theirs.
  async function run<T>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore, me: string) => IDBRequest<T>,
  ): Promise<T> {
    opened ??= open(name, () => {
      opened = undefined;
    });
    const [database, me] = await Promise.all([opened, owner]);
    const transaction = database.transaction(STORE, mode);
    const request = work(transaction.objectStore(STORE), me);
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? new Error('the browser dropped the write'));
    });
  }

  /** The owners that have gone. A tab writes nothing before it lives: whoever has written and does not live is dead. */
  async function goneOwners(): Promise<Set<string | undefined>> {
    const stored = await run<Owned[]>('readonly', (store) => store.getAll());
    const living = await tabs.living().catch(() => new Set<string>());
    const owners = stored.map((entry) => entry.owner);
    return new Set(owners.filter((one) => one === undefined || !living.has(one)));
  }

  /**
   * Makes this tab the owner of what others left behind, in one transaction: of two tabs that try, one gets an entry.
   * @returns what it took; with `own`, what was its own already, too
   */
  async function take(own: boolean): Promise<OutboxEntry[]> {
    const gone = await goneOwners();
    const taken: OutboxEntry[] = [];
    await run<Owned[]>('readwrite', (store, me) => {
      const all: IDBRequest<Owned[]> = store.getAll();
      all.onsuccess = () => {
        for (const { owner: before, ...entry } of all.result) {
          const mine = before === me;
          if (!mine && gone.has(before)) store.put({ ...entry, owner: me });
          if (mine ? own : gone.has(before)) taken.push(entry);
        }
      };
      return all;
    });
    return taken;
  }

  function sweep(): void {
    const tell = (entries: OutboxEntry[]) => {
      if (entries.length > 0) for (const listener of listeners) listener(entries);
    };
    // What cannot be taken now is there when the next tab goes, or comes.
    take(false).then(tell, () => {});
  }

  return {
    load: () => take(true),
    put: async (entry) => void (await run('readwrite', (store, me) => only(store.put({ ...entry, owner: me })))),
    remove: async (id) => void (await run('readwrite', (store) => only(store.delete(id)))),
    onTakeOver(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * Commits with this one request. A transaction that waits to see whether more comes is dropped with its tab, and people
 * close tabs right after Enter.
 */
function only<T>(request: IDBRequest<T>): IDBRequest<T> {
  request.transaction?.commit();
  return request;
}

/** A tab that cannot know of others: whatever is there is its own. */
const LONELY: LivingTabs = { id: Promise.resolve(''), living: async () => new Set() };

/** Undefined in old browsers, and on plain HTTP beyond localhost. */
function browserTabs(name: string): TabsPlatform | undefined {
  const locks = globalThis.navigator?.locks as LockManager | undefined;
  return locks && { locks, channel: new BroadcastChannel(`${name}/tabs`), clock: systemClock };
}

/** @param lost called when the database is gone and must be opened again */
function open(name: string, lost: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    const refuse = () => {
      lost();
      reject(request.error ?? new Error('another tab holds an older version of the database'));
    };
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' });
    request.onerror = refuse;
    request.onblocked = refuse;
    request.onsuccess = () => {
      const database = request.result;
      database.onclose = lost;
      database.onversionchange = () => {
        database.close();
        lost();
      };
      resolve(database);
    };
  });
}
