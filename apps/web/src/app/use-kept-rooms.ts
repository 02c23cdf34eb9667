import { useState } from 'react';
import { KEPT_ROOMS } from '../store/open-rooms.ts';

/** Only what the browser leaves out of its work, its search and what is read aloud may stay in the page. */
const CAN_HIDE = CSS.supports('content-visibility', 'hidden');

/**
 * The rooms whose timelines stay in the page, the one shown among them.
 * @returns their ids, always in the same order: an element that is moved is laid out anew
 */
export function useKeptRooms(shown: string): readonly string[] {
  const [recent, setRecent] = useState([shown]);
  if (recent[0] !== shown)
    setRecent([shown, ...recent.filter((id) => id !== shown)].slice(0, CAN_HIDE ? KEPT_ROOMS : 1));
  return [...recent].sort();
}
