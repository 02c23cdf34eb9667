import { collectOrphans } from '../files/orphans.ts';
import type { AccountServices } from './accounts.ts';
import type { Ground, RoomServices } from './rooms.ts';

/** How often it is looked whether `npm run admin` has changed a role, ms. */
const ROLE_LOOK_MS = 1_000;
/** How often sessions whose time is over are looked for, ms. */
const EXPIRE_MS = 5 * 60 * 1_000;
/** How often what is left over of files is looked for, ms. */
const COLLECT_MS = 60 * 60 * 1_000;

/**
 * Starts what is done every now and then, as long as the server runs.
 * @returns ends it; resolves once nothing of it is under way
 */
export function startHousekeeping(
  { clock, log, storage }: Ground,
  { append, serverRoles, sessions, store }: RoomServices & AccountServices,
): () => Promise<void> {
  const { life } = storage;
  const expire = () =>
    sessions.expire().catch((error: unknown) => log.warn({ err: error }, 'old sessions could not be removed'));
  void expire();
  const stopExpiring = clock.every(EXPIRE_MS, () => void expire());
  const stopLooking = clock.every(ROLE_LOOK_MS, () => {
    serverRoles.look().catch((error: unknown) => log.warn({ err: error }, 'roles could not be looked for'));
  });
  const stopRecording = clock.every(1_000, () => {
    life.record().catch((error: unknown) => log.warn({ err: error }, 'the life of the database could not be recorded'));
  });

  const ending = new AbortController();
  const forget = (ids: string[]) => append.submit({ kind: 'remove-files', files: ids });
  const collect = () =>
    collectOrphans({ store, directory: storage.files, forget }, clock.now(), ending.signal).then(
      ({ unsent, unknown }) => {
        if (unsent + unknown > 0) log.info({ unsent, unknown }, 'files that belonged to no message were removed');
      },
      (error: unknown) => log.warn({ err: error }, 'left-over files could not be collected'),
    );
  let collecting = collect();
  const stopCollecting = clock.every(COLLECT_MS, () => {
    collecting = collecting.then(collect);
  });

  return async () => {
    stopRecording();
    stopExpiring();
    stopLooking();
    stopCollecting();
    ending.abort();
    await collecting;
  };
}
