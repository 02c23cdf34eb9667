import type { ReactNode } from 'react';

/** What went wrong, in words, read aloud as they come; nothing where there are none. */
export function Problem({ words }: { words: string }): ReactNode {
  return (
    words && (
      <p className="err" role="alert">
        {words}
      </p>
    )
  );
}
