import { isThreadOnly } from '@confab/client';
import type { Message } from '@confab/protocol';
import { navigate } from './router.ts';
import { roomPath } from './routes.ts';
import { openThread } from './side.ts';
import { showMessage } from './target-store.ts';

/** Goes to where a message stands: among the others of its room, or in its thread. @param slug of its room */
export function showMessageOf(slug: string, message: Message): void {
  const { room, thread, id } = message;
  if (thread !== undefined && isThreadOnly(message)) {
    openThread(slug, thread, id);
  } else {
    showMessage(room, id);
    navigate(roomPath(slug));
  }
}
