import { useMedia } from './use-media.ts';

/** Whether there is room for one pane only. The style sheets' own number. */
export function usePhone(): boolean {
  return useMedia('(max-width: 720px)');
}
