import type { OutboxEntry, OutboxStorage } from './types.ts';

const STORE = 'outbox';

/**
 * An outbox that survives a reload: IndexedDB, browsers only. Its calls reject where the browser refuses storage
 * (private windows, a full disk); the client then goes on from memory.
 * @param name the database's name, one per server
 */
export function indexedDbStorage(name = 'confab'): OutboxStorage {
  let opened: Promise<IDBDatabase> | undefined;
  // Transactions of one store run in the order they were made, so calls for one id keep theirs.
  async function run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    opened ??= open(name, () => {
      opened = undefined;
    });
    const transaction = (await opened).transaction(STORE, mode);
    const request = work(transaction.objectStore(STORE));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? new Error('the browser dropped the write'));
    });
  }
  return {
    load: () => run<OutboxEntry[]>('readonly', (store) => store.getAll()),
    put: async (entry) => void (await run('readwrite', (store) => store.put(entry))),
    remove: async (id) => void (await run('readwrite', (store) => store.delete(id))),
  };
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
