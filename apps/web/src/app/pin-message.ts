import type { Client } from '@confab/client';
import { setPin } from '@confab/client/pins';
import type { Message } from '@confab/protocol';
import { errorWords } from '../store/error-words.ts';
import { notify } from '../store/notices.ts';

/** Pins a message or takes its pin away; says so where that fails. */
export function pinMessage(client: Client, message: Message, on: boolean): void {
  setPin(client.api, message.room, message.id, on).catch((error: unknown) => notify(errorWords(error)));
}
