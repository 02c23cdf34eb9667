import { useEffect } from 'react';
import { navigate } from './router.ts';
import { parsePath, type Route } from './routes.ts';
import { showMessage } from './target-store.ts';

/**
 * Goes to the message that the address names, once its room is open; and follows links to places of the app here, where
 * they would open a second one.
 * @param room the id of the room that is shown
 */
export function usePermalink(route: Route, room: string | undefined): void {
  const message = route.name === 'room' ? route.message : undefined;
  useEffect(() => {
    if (room !== undefined && message !== undefined) showMessage(room, message);
  }, [room, message]);

  useEffect(() => {
    document.addEventListener('click', followHere);
    return () => document.removeEventListener('click', followHere);
  }, []);
}

function followHere(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!link || !isPlain || event.defaultPrevented || link.origin !== location.origin) return;
  const route = parsePath(link.pathname);
  if (route.name !== 'room') return;
  event.preventDefault();
  navigate(link.pathname);
}
