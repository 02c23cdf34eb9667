import type { KeyboardEvent } from 'react';

/** Whether an input method is composing: its keys are its own then. 229 is how older ones say so. */
export function isComposing({ nativeEvent, keyCode }: KeyboardEvent): boolean {
  return nativeEvent.isComposing || keyCode === 229;
}
