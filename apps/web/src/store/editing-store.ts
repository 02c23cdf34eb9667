import { create } from 'zustand';

interface EditingStore {
  /** The message being edited in its row. */
  message: string | undefined;
}

/** Which message is open for editing; one at a time. */
export const useEditing = create<EditingStore>()(() => ({ message: undefined }));

/** Opens a message for editing, or ends it. */
export function editMessage(message: string | undefined): void {
  useEditing.setState({ message });
}
