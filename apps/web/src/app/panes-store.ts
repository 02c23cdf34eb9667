import { create } from 'zustand';
import { useMedia } from '../ui/use-media.ts';

interface PanesStore {
  /** Whether the rooms are shown, where there is room for them. */
  rooms: boolean;
  /** Whether the people are shown beside the sheet, where there is room for them. */
  people: boolean;
  /** Whether the people lie over the sheet, where there isn't. */
  peopleOver: boolean;
}

/** Room for three panes. The style sheet's own number, see shell.css. */
const WIDE = '(min-width: 1181px)';

export const usePanes = create<PanesStore>()(() => ({ rooms: true, people: true, peopleOver: false }));

/** Shows or hides the rooms. */
export function toggleRooms(): void {
  usePanes.setState(({ rooms }) => ({ rooms: !rooms }));
}

/** Shows or hides the people, beside the sheet or over it. */
export function togglePeople(): void {
  if (matchMedia(WIDE).matches) usePanes.setState(({ people }) => ({ people: !people }));
  else usePanes.setState(({ peopleOver }) => ({ peopleOver: !peopleOver }));
}

/** Where the people are now: beside the sheet, over it, or hidden. */
export function usePeoplePlace(): 'beside' | 'over' | 'hidden' {
  const wide = useMedia(WIDE);
  const beside = usePanes((panes) => panes.people);
  const over = usePanes((panes) => panes.peopleOver);
  if (wide) return beside ? 'beside' : 'hidden';
  return over ? 'over' : 'hidden';
}
