const KEY = 'confab.signed-out';

/** Tells the other tabs of this browser that whoever was signed in has signed out. */
export function tellSignedOut(): void {
  try {
    localStorage.setItem(KEY, String(Date.now()));
  } catch {
    // Storage is blocked: the others hear from the server that their session is over.
  }
}

/** Calls back when somebody has signed out in another tab. Returns the function that ends it. */
export function onSignedOut(listener: () => void): () => void {
  const onStorage = ({ key }: StorageEvent) => {
    if (key === KEY) listener();
  };
  addEventListener('storage', onStorage);
  return () => removeEventListener('storage', onStorage);
}
