import { create } from 'zustand';

/** The dialog that is open over the shell; one at a time. */
export type OpenDialog =
  | 'create-room'
  | 'new-message'
  | 'add-people'
  | 'invite'
  | 'invite-to-server'
  | 'edit-room'
  | 'archive-room'
  | 'leave-room'
  | 'browse'
  | 'find'
  | 'shortcuts'
  | 'keep-name';

interface DialogStore {
  dialog: OpenDialog | undefined;
  /** The name a new room starts with. */
  roomName: string;
}

export const useDialog = create<DialogStore>()(() => ({ dialog: undefined, roomName: '' }));

/** Opens a dialog in place of any other. */
export function openDialog(dialog: OpenDialog, roomName = ''): void {
  useDialog.setState({ dialog, roomName });
}

/** Closes whatever dialog is open. */
export function closeDialog(): void {
  useDialog.setState({ dialog: undefined });
}
