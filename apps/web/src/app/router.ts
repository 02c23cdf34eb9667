import { useSyncExternalStore } from 'react';

/** Where the address leads: the list of rooms, one's threads, a room or one of its messages, an invite, a new password. */
export type Route =
  | { name: 'home' }
  | { name: 'threads' }
  | { name: 'room'; slug: string; message?: string }
  | { name: 'invite'; code: string }
  | { name: 'reset' };

/** The path of one's threads. */
export const THREADS_PATH = '/threads';

const listeners = new Set<() => void>();

/** Reads a path. Anything that is not a room is home. */
export function parsePath(path: string): Route {
  if (path === THREADS_PATH) return { name: 'threads' };
  if (path === '/reset') return { name: 'reset' };
  const code = /^\/i\/([\w-]+)\/?$/.exec(path)?.[1];
  if (code) return { name: 'invite', code };
  const [, slug, message] = /^\/r\/([^/]+)(?:\/m\/([^/]+))?\/?$/.exec(path) ?? [];
  if (!slug) return { name: 'home' };
  return { name: 'room', slug: decode(slug), ...(message && { message: decode(message) }) };
}

/** The path of a room. */
export function roomPath(slug: string): string {
  return `/r/${encodeURIComponent(slug)}`;
}

/** The path of a message, by its id. */
export function messagePath(slug: string, message: string): string {
  return `${roomPath(slug)}/m/${encodeURIComponent(message)}`;
}

/** The path of an invite: into a room, or (for who has no account yet) to the server. */
export function invitePath(code: string, into: 'room' | 'server'): string {
  return into === 'room' ? `/i/${code}` : `/?invite=${code}`;
}

/** Goes to a path; `replace` leaves no step to go back to. */
export function navigate(path: string, { replace = false, list = false } = {}): void {
  history[replace ? 'replaceState' : 'pushState']({ list }, '', path);
  for (const listener of listeners) listener();
}

/** Whether the list of rooms was asked for, where home would otherwise lead on to a room. */
export function wantsList(): boolean {
  return (history.state as { list?: boolean } | null)?.list === true;
}

/** The route now. */
export function useRoute(): Route {
  return parsePath(useSyncExternalStore(subscribe, () => location.pathname));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
  };
}

function decode(slug: string): string {
  try {
    return decodeURIComponent(slug);
  } catch {
    return slug;
  }
}
