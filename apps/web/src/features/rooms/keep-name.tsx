import type { ReactNode } from 'react';

/** Tells a guest, quietly, that they can stay. */
export function KeepName({ onCreate }: { onCreate: () => void }): ReactNode {
  return (
    <p className="keep-name">
      Keep your name:{' '}
      <button type="button" className="link" onClick={onCreate}>
        create an account
      </button>
    </p>
  );
}
