import type { Client } from '@confab/client';
import type { Message, Restriction, Room, SanctionKind, User } from '@confab/protocol';
import { create } from 'zustand';

/** What of moderation is open over the shell; one at a time. A room left out means the whole server. */
export type OpenModeration =
  | { kind: 'overview'; room: Room | undefined }
  | { kind: 'sanction'; sanction: SanctionKind; user: User; room: Room | undefined }
  | { kind: 'report'; message: Message; direct: boolean };

interface ModerationStore {
  open: OpenModeration | undefined;
  /** How many reported messages wait for oneself. */
  reports: number;
  /** The bans from rooms that one was told of, by the room’s slug. */
  bans: Readonly<Record<string, Restriction>>;
}

export const useModeration = create<ModerationStore>()(() => ({ open: undefined, reports: 0, bans: {} }));

/** Opens a dialog of the moderators’, in place of any other. */
export function openModeration(open: OpenModeration): void {
  useModeration.setState({ open });
}

/** Closes it. */
export function closeModeration(): void {
  useModeration.setState({ open: undefined });
}

/**
 * Takes in what a client is told of reports and bans. Call before it connects: the first word comes with its `hello`.
 * @returns ends it, and forgets all that: somebody else may sign in next
 */
export function watchModeration(client: Pick<Client, 'on'>): () => void {
  const stops = [
    client.on('reports', (reports) => useModeration.setState({ reports })),
    client.on('room', ({ slug }, _removed, ban) => {
      if (ban) useModeration.setState(({ bans }) => ({ bans: { ...bans, [slug]: ban } }));
    }),
  ];
  return () => {
    for (const stop of stops) stop();
    useModeration.setState(useModeration.getInitialState(), true);
  };
}
