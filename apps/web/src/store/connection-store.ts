import type { ConnectionState } from '@confab/client';
import { create } from 'zustand';

interface ConnectionStore {
  state: ConnectionState;
  /** Messages that wait in the outbox. */
  waiting: number;
  /** How many messages came while the line was down, in all the rooms that have resumed since it was told of. */
  missed: number;
}

/** The line to the server, as the client reports it. */
export const useConnection = create<ConnectionStore>()(() => ({ state: { name: 'idle' }, waiting: 0, missed: 0 }));
