import { useEffect, useState } from 'react';
import { afterPaint } from './after-paint.ts';

/** A value that follows another once the frame in which that changed is on the screen. */
export function useAfterPaint<T>(value: T): T {
  const [shown, setShown] = useState(value);
  useEffect(() => afterPaint(() => setShown(value)), [value]);
  return shown;
}
