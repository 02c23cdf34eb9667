import { useMedia } from './use-media.ts';

/** Where there is room for one pane only. The style sheets' own number. */
export const PHONE = '(max-width: 720px)';

/** Whether there is room for one pane only. */
export function usePhone(): boolean {
  return useMedia(PHONE);
}
