import { notify } from '../store/notices.ts';
import { roomPath } from './router.ts';

/** Copies the address of a room, and says so. */
export async function copyRoomLink(slug: string): Promise<void> {
  const link = new URL(roomPath(slug), location.origin).href;
  try {
    await navigator.clipboard.writeText(link);
    notify('Link copied.');
  } catch {
    notify(`The browser didn’t allow copying. The link is ${link}`);
  }
}
