import { useMemo, useSyncExternalStore } from 'react';
import { pageHistory } from '../ui/use-layer.ts';
import { parsePath, type Route } from './routes.ts';

/** Goes to a path, and closes what lies over the page; `replace` leaves no step to go back to. */
export function navigate(path: string, { replace = false } = {}): void {
  pageHistory.navigate(path, { replace });
}

/** Goes to the list of rooms. Back does not lead into the room that one comes from. */
export function showRooms(): void {
  pageHistory.stepUp('/', { list: true });
}

/** Whether the list of rooms was asked for, where home would otherwise lead on to a room. */
export function wantsList(): boolean {
  return pageHistory.wantsList;
}

/** The route now; the same object until the path is another. */
export function useRoute(): Route {
  const path = useSyncExternalStore(subscribe, () => location.pathname);
  return useMemo(() => parsePath(path), [path]);
}

function subscribe(listener: () => void): () => void {
  return pageHistory.subscribe(listener);
}
