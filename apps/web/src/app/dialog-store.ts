import type { User } from '@confab/protocol';
import { create } from 'zustand';

/** The dialog that is open over the shell; one at a time. */
export type OpenDialog =
  | 'create-room'
  | 'new-message'
  | 'add-people'
  | 'hand-over'
  | 'remove-member'
  | 'invite'
  | 'invite-to-server'
  | 'edit-room'
  | 'archive-room'
  | 'leave-room'
  | 'browse'
  | 'find'
  | 'shortcuts'
  | 'keep-name'
  | 'settings';

/** What a dialog is about, besides the room that is open. */
interface Subject {
  /** The name a new room starts with. */
  roomName: string;
  /** Whom it is about. */
  user: User | undefined;
}

interface DialogStore extends Subject {
  dialog: OpenDialog | undefined;
}

const NOTHING: Subject = { roomName: '', user: undefined };

export const useDialog = create<DialogStore>()(() => ({ dialog: undefined, ...NOTHING }));

/** Opens a dialog in place of any other. */
export function openDialog(dialog: OpenDialog, about: Partial<Subject> = {}): void {
  useDialog.setState({ dialog, ...NOTHING, ...about });
}

/** Closes whatever dialog is open. */
export function closeDialog(): void {
  useDialog.setState({ dialog: undefined });
}
