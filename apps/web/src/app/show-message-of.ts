import { isThreadOnly } from '@confab/client';
import type { Message } from '@confab/protocol';
import { openSide } from './side-store.ts';
import { showMessage } from './target-store.ts';

/** Asks a room to show a message where it stands: among the others, or in its thread. */
export function showMessageOf(message: Message): void {
  const { room, thread, id } = message;
  if (thread !== undefined && isThreadOnly(message)) openSide({ kind: 'thread', room, root: thread, message: id });
  else showMessage(room, id);
}
