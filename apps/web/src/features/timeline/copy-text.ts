import { notify } from '../../store/notices.ts';
import { writeClipboard } from '../../ui/write-clipboard.ts';

/** Copies a text, and says whether that worked. */
export async function copyText(text: string): Promise<void> {
  try {
    await writeClipboard(text);
    notify('Copied.');
  } catch {
    notify('The browser didn’t allow copying.');
  }
}
