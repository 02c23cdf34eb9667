import { type ReactNode, useLayoutEffect, useRef } from 'react';

/** Tells a guest, quietly, that they can stay. */
export function KeepName({ onCreate }: { onCreate: () => void }): ReactNode {
  const button = useRef<HTMLButtonElement>(null);
  // It goes as soon as they have an account, and has the focus back from the form by then.
  useLayoutEffect(() => {
    const { current } = button;
    return () => {
      if (document.activeElement === current) document.querySelector('main')?.focus();
    };
  }, []);
  return (
    <p className="keep-name">
      Keep your name:{' '}
      <button ref={button} type="button" className="link" onClick={onCreate}>
        create an account
      </button>
    </p>
  );
}
