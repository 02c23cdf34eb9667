import { chooseNotify } from '../features/notifications/notify-choice.ts';
import { notify } from '../store/notices.ts';
import { PLACE } from './place.ts';

/** Asks the browser whether this page may tell of news, and shows how that will look. Says so where it may not. */
export async function turnOnNotifications(): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') {
    notify('Your browser doesn’t let this page notify you. You can allow it in the browser’s settings.');
    return;
  }
  try {
    new Notification(PLACE, { body: 'You’ll hear of new messages like this.', tag: 'confab' });
  } catch {
    // Browsers of phones have the words, and let service workers alone use them.
    notify('This browser can’t notify you from a page.');
    return;
  }
  chooseNotify(true);
}
