import type { KeyboardEvent } from 'react';
import { isComposing } from './is-composing.ts';
import { useTouch } from './use-touch.ts';

interface EnterKey {
  /** What the key of a keyboard on the screen says. */
  enterKeyHint: 'enter' | 'send';
  /** Whether a key press is the one that sends; else Enter makes a new line. */
  sends: (event: KeyboardEvent) => boolean;
}

/**
 * What Enter does in a text of several lines: it sends, or saves, but where one writes with thumbs. The keyboard there has no
 * Shift+Enter, and a button to send is under the thumb.
 */
export function useEnterKey(): EnterKey {
  const touch = useTouch();
  return {
    enterKeyHint: touch ? 'enter' : 'send',
    sends: (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.altKey || isComposing(event)) return false;
      return !touch || event.ctrlKey || event.metaKey;
    },
  };
}
