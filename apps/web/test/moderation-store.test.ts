import { expect, it } from 'vitest';
import { openModeration, useModeration, watchModeration } from '../src/app/moderation-store.ts';

type Listener = (...args: never[]) => void;

/** A client that tells what a test makes it tell. */
function aClient() {
  const listeners = new Map<string, Listener>();
  const on = (event: string, listener: Listener) => {
    listeners.set(event, listener);
    return () => listeners.delete(event);
  };
  const tell = (event: string, ...args: unknown[]) => listeners.get(event)?.(...(args as never[]));
  return { client: { on } as Parameters<typeof watchModeration>[0], tell };
}

it('knows the reports that wait and the bans, until somebody else may sign in', () => {
  const { client, tell } = aClient();
  const stop = watchModeration(client);
  tell('reports', 3);
  tell('room', { slug: 'engine' }, true, { kind: 'ban', reason: 'spam' });
  expect(useModeration.getState()).toMatchObject({ reports: 3, bans: { engine: { reason: 'spam' } } });
  openModeration({ kind: 'overview', room: undefined });
  stop();
  tell('reports', 4);
  expect(useModeration.getState()).toEqual({ open: undefined, reports: 0, bans: {} });
});
