import { create } from 'zustand';

interface EditingStore {
  /** The message being edited in its row. */
  message: string | undefined;
  /** Where its row is: a root stands in the room and in its thread. */
  place: EditingPlace;
}

export type EditingPlace = 'room' | 'thread';

/** Which message is open for editing; one at a time. */
const useEditing = create<EditingStore>()(() => ({ message: undefined, place: 'room' }));

/** The message that is open for editing in its row there. */
export function useEdited(place: EditingPlace): string | undefined {
  return useEditing((state) => (state.place === place ? state.message : undefined));
}

/** Opens a message for editing, in place of any other, or ends it whatever is being edited. */
export function editMessage(message: string | undefined, place: EditingPlace = 'room'): void {
  useEditing.setState({ message, place });
}

/** Ends the editing of a message. @returns false where it is not edited: another may be, by now */
export function endEditing(message: string): boolean {
  if (useEditing.getState().message !== message) return false;
  editMessage(undefined);
  return true;
}
