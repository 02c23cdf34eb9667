import { useMemo } from 'react';
import { create } from 'zustand';
import { pageHistory } from '../ui/use-layer.ts';
import { navigate, useRoute } from './router.ts';
import { parsePath, roomPath, threadPath } from './routes.ts';

/** What lies at the side of a room, in place of its people. */
export type Side = ThreadOfRoom | { kind: 'pins' };

/** `message`: the reply to show, a new object asks anew. */
export interface ThreadOfRoom {
  kind: 'thread';
  root: string;
  message?: string;
}

interface SideStore {
  /** The id of the room whose pins are open. A thread has an address instead. */
  pins: string | undefined;
  /** The reply that was asked for last, with its root. */
  reply: { root: string; message: string } | undefined;
}

const useSides = create<SideStore>()(() => ({ pins: undefined, reply: undefined }));

/** Opens the pinned messages of a room. */
export function openPins(room: string): void {
  closeSide();
  useSides.setState({ pins: room });
}

/** Opens a thread, at one of its replies if that is named. A thread that is open already leaves no step behind. */
export function openThread(slug: string, root: string, message?: string): void {
  useSides.setState({ pins: undefined, reply: message === undefined ? undefined : { root, message } });
  const here = parsePath(location.pathname);
  const isSameStep =
    here.name === 'room' && (here.thread !== undefined || (message !== undefined && here.message === message));
  navigate(threadPath(slug, root), { replace: isSameStep });
}

/** Closes what lies at the side: the people come back, where they were. */
export function closeSide(): void {
  useSides.setState({ pins: undefined });
  const here = parsePath(location.pathname);
  if (here.name === 'room' && here.thread !== undefined) pageHistory.stepUp(roomPath(here.slug));
}

/** What lies at the side of this room, which is the one of the address. */
export function useSide(room: string | undefined): Side | undefined {
  const route = useRoute();
  const root = room !== undefined && route.name === 'room' ? route.thread : undefined;
  const pins = useSides((sides) => room !== undefined && sides.pins === room);
  const reply = useSides((sides) => (sides.reply?.root === root ? sides.reply : undefined));
  return useMemo(() => {
    if (root !== undefined) return { kind: 'thread', root, ...reply };
    return pins ? { kind: 'pins' } : undefined;
  }, [root, reply, pins]);
}
