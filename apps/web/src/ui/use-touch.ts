import { useMedia } from './use-media.ts';

/** Where one points and writes with fingers: nothing can be hovered over. The style sheets' own words. */
const TOUCH = '(hover: none) and (pointer: coarse)';

/** Whether one points and writes with fingers. */
export function useTouch(): boolean {
  return useMedia(TOUCH);
}
