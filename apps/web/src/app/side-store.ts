import { create } from 'zustand';

/** What lies at the side of a room, in place of its people. */
export type Side =
  /** `message`: the reply to show, a new object asks anew. */
  { kind: 'thread'; room: string; root: string; message?: string } | { kind: 'pins'; room: string };

interface SideStore {
  side: Side | undefined;
}

const useSides = create<SideStore>()(() => ({ side: undefined }));

/** Opens something at the side of its room, in place of whatever is there. */
export function openSide(side: Side): void {
  useSides.setState({ side });
}

/** Closes it: the people come back, where they were. */
export function closeSide(): void {
  useSides.setState({ side: undefined });
}

/** What lies at the side of this room. */
export function useSide(room: string | undefined): Side | undefined {
  return useSides(({ side }) => (side?.room === room ? side : undefined));
}
