import { create } from 'zustand';

const KEY = 'confab.notify';

interface NotifyChoice {
  /** Whether this browser tells of news; undefined where it cannot. */
  on: boolean | undefined;
}

/** What was chosen in this browser. Nobody is asked before they choose it themselves. */
export const useNotifyChoice = create<NotifyChoice>()(() => ({ on: readChoice() }));

/** Turns notifications of this browser on or off, for all its tabs. */
export function chooseNotify(on: boolean): void {
  try {
    if (on) localStorage.setItem(KEY, 'on');
    else localStorage.removeItem(KEY);
  } catch {
    // Storage is blocked: the choice holds until the page is left.
  }
  useNotifyChoice.setState({ on });
}

/** Follows what is chosen in other tabs. Returns the function that ends it. */
export function watchNotifyChoice(): () => void {
  const changed = (event: StorageEvent) => {
    if (event.key === KEY || event.key === null) useNotifyChoice.setState({ on: readChoice() });
  };
  window.addEventListener('storage', changed);
  return () => window.removeEventListener('storage', changed);
}

function readChoice(): boolean | undefined {
  if (!('Notification' in globalThis && 'locks' in navigator)) return undefined;
  try {
    return Notification.permission === 'granted' && localStorage.getItem(KEY) === 'on';
  } catch {
    return false;
  }
}
