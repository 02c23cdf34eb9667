import type { ReactNode } from 'react';
import { ModerationRow } from '../features/rooms/moderation-row.tsx';
import { openModeration, useModeration } from './moderation-store.ts';
import { useStaff } from './use-staff.ts';

/** Staff always have the way to moderation before them, moderators of rooms while reports wait. */
export function ModerationEntry(): ReactNode {
  const reports = useModeration((store) => store.reports);
  const staff = useStaff();
  if (!staff && reports === 0) return null;
  return <ModerationRow reports={reports} onOpen={() => openModeration({ kind: 'overview', room: undefined })} />;
}
