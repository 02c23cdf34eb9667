import { closeLightbox } from '../features/attachments/lightbox-store.ts';
import { endUploads } from '../features/attachments/upload-queue.ts';
import { editMessage } from '../store/editing-store.ts';
import { closeDialog } from './dialog-store.ts';
import { clearTarget } from './target-store.ts';

/** Closes whatever lies over the rooms, and ends what was about to be shown or sent: somebody else may sign in next. */
export function closeAll(): void {
  closeDialog();
  closeLightbox();
  editMessage(undefined);
  clearTarget();
  endUploads();
}
