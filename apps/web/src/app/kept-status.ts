import { STATUSES, type Status } from '@confab/protocol';

const KEY = 'confab.status';

/** What somebody chose to show, in whatever tab of this browser; online where they chose nothing. */
export function keptStatus(): Status {
  try {
    const kept = localStorage.getItem(KEY);
    return STATUSES.find((status) => status === kept) ?? 'online';
  } catch {
    return 'online';
  }
}

/** Keeps it, for all tabs and later visits. */
export function keepStatus(status: Status): void {
  try {
    if (status === 'online') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, status);
  } catch {
    // Storage is blocked: the choice holds for this tab, until it is reloaded.
  }
}

/** Hears what is chosen in other tabs. Returns the function that ends it. */
export function watchKeptStatus(changed: () => void): () => void {
  const onStorage = ({ key }: StorageEvent) => {
    if (key === KEY || key === null) changed();
  };
  window.addEventListener('storage', onStorage);
  return () => window.removeEventListener('storage', onStorage);
}
