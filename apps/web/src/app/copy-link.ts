import { notify } from '../store/notices.ts';
import { writeClipboard } from '../ui/write-clipboard.ts';

/** Copies the address of a place in the app, and says so. @param path what the router makes */
export async function copyLink(path: string): Promise<void> {
  const link = new URL(path, location.origin).href;
  try {
    await writeClipboard(link);
    notify('Link copied.');
  } catch {
    notify(`The browser didn’t allow copying. The link is ${link}`);
  }
}
