/**
 * Holds a Web Lock until the returned function is called, or the tab is gone: how the tabs of a browser know of each
 * other.
 */
export function holdLock(name: string, mode: LockMode, onHeld: () => void = () => undefined): () => void {
  const waiting = new AbortController();
  let release: () => void = () => waiting.abort();
  const held = () =>
    new Promise<void>((resolve) => {
      release = resolve;
      onHeld();
    });
  // It rejects where the wait was ended: nobody wants it any more.
  navigator.locks.request(name, { mode, signal: waiting.signal }, held).catch(() => undefined);
  return () => release();
}

/** The names of all locks that some tab holds. */
export async function heldLocks(): Promise<string[]> {
  const { held = [] } = await navigator.locks.query();
  return held.flatMap(({ name }) => name ?? []);
}
