import type { ReactNode } from 'react';
import { readDraft, useDraft, writeDraft } from '../../store/drafts.ts';

interface Props {
  roomName: string;
  /** What the reply is kept under. */
  draftKey: string;
}

/** Whether a reply shall stand in the room as well. */
export function ToRoomOption({ roomName, draftKey }: Props): ReactNode {
  const { toRoom = false } = useDraft(draftKey);
  return (
    <label className="to-room">
      <input
        type="checkbox"
        checked={toRoom}
        onChange={(event) => writeDraft(draftKey, { ...readDraft(draftKey), toRoom: event.target.checked })}
      />
      <span>Also show in {roomName}</span>
    </label>
  );
}
