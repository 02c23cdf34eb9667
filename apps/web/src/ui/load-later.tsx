import { type ComponentType, type FC, type ReactNode, useEffect, useState } from 'react';

/** A component whose code comes when it is first needed, or before that with `preload`. */
export interface Later<P> {
  View: FC<P>;
  preload: () => Promise<void>;
}

/**
 * Splits a component off the initial script. Unlike `lazy`, it is there in the same moment once its code is, so that
 * a dialog takes the keys that follow its shortcut; and code that doesn't come leaves the rest of the page alone.
 */
export function loadLater<P extends object>(load: () => Promise<{ default: ComponentType<P> }>): Later<P> {
  let Loaded: ComponentType<P> | undefined;
  const preload = async () => {
    Loaded ??= (await load()).default;
  };

  function View(props: P) {
    const [state, setState] = useState<'coming' | 'ready' | 'failed'>('coming');
    useEffect(() => {
      if (Loaded) return;
      preload()
        .then(() => setState('ready'))
        .catch(() => setState('failed'));
    }, []);
    if (state === 'failed') return <NotLoaded />;
    return Loaded ? <Loaded {...props} /> : null;
  }

  return { View, preload };
}

/** Without a line, or with a newer version on the server, a part may not come. What is open goes on without it. */
function NotLoaded(): ReactNode {
  return (
    <div className="toasts">
      <p className="toast" role="alert">
        <span>This part didn’t load. Try again when the line is back, or reload the page.</span>
      </p>
    </div>
  );
}
