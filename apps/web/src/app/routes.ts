/**
 * Where the address leads: the list of rooms, one's threads, a room, one of its messages or threads, an invite, a new
 * password.
 */
export type Route =
  | { name: 'home' }
  | { name: 'threads' }
  | { name: 'room'; slug: string; message?: string; thread?: string }
  | { name: 'invite'; code: string }
  | { name: 'reset' };

/** The path of one's threads. */
export const THREADS_PATH = '/threads';

/** Reads a path. Anything that is not a room is home. */
export function parsePath(path: string): Route {
  if (path === THREADS_PATH) return { name: 'threads' };
  if (path === '/reset') return { name: 'reset' };
  const code = /^\/i\/([\w-]+)\/?$/.exec(path)?.[1];
  if (code) return { name: 'invite', code };
  const [, slug, kind, id] = /^\/r\/([^/]+)(?:\/([mt])\/([^/]+))?\/?$/.exec(path) ?? [];
  if (!slug) return { name: 'home' };
  return { name: 'room', slug: decode(slug), ...(id && { [kind === 't' ? 'thread' : 'message']: decode(id) }) };
}

/** The path of a room. */
export function roomPath(slug: string): string {
  return `/r/${encodeURIComponent(slug)}`;
}

/** The path of a message, by its id. */
export function messagePath(slug: string, message: string): string {
  return `${roomPath(slug)}/m/${encodeURIComponent(message)}`;
}

/** The path of a thread, by the id of its root. */
export function threadPath(slug: string, root: string): string {
  return `${roomPath(slug)}/t/${encodeURIComponent(root)}`;
}

/** The path of an invite: into a room, or (for who has no account yet) to the server. */
export function invitePath(code: string, into: 'room' | 'server'): string {
  return into === 'room' ? `/i/${code}` : `/?invite=${code}`;
}

function decode(slug: string): string {
  try {
    return decodeURIComponent(slug);
  } catch {
    return slug;
  }
}
