import type { ClientError, RoomStatus, Timeline } from '@confab/client';
import type { PresentMember, Room, User } from '@confab/protocol';
import { create } from 'zustand';

/** One open room, as the client reports it. */
export interface RoomView {
  status: RoomStatus;
  error: ClientError | undefined;
  info: Room | undefined;
  timeline: Timeline;
  presence: readonly PresentMember[];
  typers: readonly { id: string; name: string }[];
  /** Everybody seen here: present, or author of a loaded message. For mentions. */
  people: readonly User[];
}

interface RoomViewStore {
  views: Readonly<Record<string, RoomView>>;
}

export const useRoomViews = create<RoomViewStore>()(() => ({ views: {} }));

/** Changes some fields of a room's view. */
export function updateView(id: string, change: Partial<RoomView>): void {
  useRoomViews.setState(({ views }) => {
    const view = views[id];
    return view ? { views: { ...views, [id]: { ...view, ...change } } } : {};
  });
}

/** Puts a room's view there, or takes it away. */
export function setView(id: string, view: RoomView | undefined): void {
  useRoomViews.setState(({ views }) => {
    const { [id]: _old, ...others } = views;
    return { views: view ? { ...others, [id]: view } : others };
  });
}

/** Subscribes to one part of an open room's view; undefined while the room is not open. */
export function useRoomView<T>(id: string, part: (view: RoomView) => T): T | undefined {
  return useRoomViews(({ views }) => {
    const view = views[id];
    return view && part(view);
  });
}
