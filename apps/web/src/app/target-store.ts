import { create } from 'zustand';

/** A message somebody asked to see. Each asking is an object of its own, so the same message can be asked for again. */
export interface Target {
  room: string;
  message: string;
}

interface TargetStore {
  target: Target | undefined;
}

/** What the search leads to, until a room has taken it. */
const useTargets = create<TargetStore>()(() => ({ target: undefined }));

/** Asks a room to go to one of its messages when it is shown. */
export function showMessage(room: string, message: string): void {
  useTargets.setState({ target: { room, message } });
}

/** The message this room should go to, if any. */
export function useTarget(room: string): Target | undefined {
  return useTargets(({ target }) => (target?.room === room ? target : undefined));
}

/** A room is on its way to what was asked for: it must not go there again when it is opened later. */
export function clearTarget(): void {
  useTargets.setState({ target: undefined });
}
