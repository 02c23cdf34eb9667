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

/** Opens a message for editing, or ends it. */
export function editMessage(message: string | undefined, place: EditingPlace = 'room'): void {
  useEditing.setState({ message, place });
}
