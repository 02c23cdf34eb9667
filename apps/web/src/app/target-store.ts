import { create } from 'zustand';

interface TargetStore {
  room: string | undefined;
  message: string | undefined;
}

/** The message somebody asked to see, from the search. */
const target = create<TargetStore>()(() => ({ room: undefined, message: undefined }));

/** Asks a room to go to one of its messages when it is shown. */
export function showMessage(room: string, message: string): void {
  target.setState({ room, message });
}

/** The message this room should go to, if any. */
export function useTarget(room: string): string | undefined {
  return target((store) => (store.room === room ? store.message : undefined));
}
