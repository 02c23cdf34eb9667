import { closeLightbox } from '../features/attachments/lightbox-store.ts';
import { editMessage } from '../store/editing-store.ts';
import { closeDialog } from './dialog-store.ts';
import { clearTarget } from './target-store.ts';

/** Closes whatever lies over the rooms or was about to be shown in them: somebody else may sign in next. */
export function closeAll(): void {
  closeDialog();
  closeLightbox();
  editMessage(undefined);
  clearTarget();
}
