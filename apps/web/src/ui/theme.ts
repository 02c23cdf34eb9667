import { useSyncExternalStore } from 'react';

/** The theme chosen in this browser; `system` follows the operating system. */
export type Theme = 'system' | 'light' | 'dark';

const KEY = 'confab.theme';
const listeners = new Set<() => void>();

/** What is in force now. `public/theme.js` puts it on the root before the first paint. */
function currentTheme(): Theme {
  return parseTheme(document.documentElement.dataset.theme);
}

function parseTheme(chosen: string | null | undefined): Theme {
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}

function showTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  for (const listener of listeners) listener();
}

/**
 * Takes over the theme that is chosen in another tab. Call once.
 * @param page where the browser tells of it, as it does to all tabs but the one that wrote
 */
export function followTheme(page: Pick<EventTarget, 'addEventListener'>): void {
  page.addEventListener('storage', (event) => {
    const { key, newValue } = event as StorageEvent;
    if (key === KEY) showTheme(parseTheme(newValue));
  });
}

/** Changes the theme now and for later visits. */
export function chooseTheme(theme: Theme): void {
  showTheme(theme);
  try {
    if (theme === 'system') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // Storage is blocked: the choice holds until the page is left.
  }
}

/** The theme in force, for a component that shows it. */
export function useTheme(): Theme {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, currentTheme);
}
