import type { RoomHandle } from '@confab/client';
import type { Message, User } from '@confab/protocol';
import { type ReactNode, useMemo, useState } from 'react';
import type { EditingPlace } from '../../store/editing-store.ts';
import { useRoomView } from '../../store/room-view-store.ts';
import { loadLater } from '../../ui/load-later.tsx';
import { usePhone } from '../../ui/use-phone.ts';
import { useTouch } from '../../ui/use-touch.ts';
import { type MessageActs, TimelineContext, type TimelineContextValue } from './timeline-context.ts';

const deleteDialog = loadLater(() => import('./delete-dialog.tsx'));
const messageSheet = loadLater(() => import('./message-sheet.tsx'));

interface Props {
  place: EditingPlace;
  roomId: string;
  handle: RoomHandle;
  me: User;
  /** The same object until one of them changes: every row renders with it. */
  acts: MessageActs;
  jumpTo: (id: string) => void;
  /** Gives a row the focus; false where it isn't rendered. */
  focusRow: (id: string) => boolean;
  children: ReactNode;
}

const NOBODY: readonly User[] = [];

/** What the rows of a room or a thread have around them: what they share, the question before deleting, the sheet of a message. */
export function TimelineFrame({ place, roomId, handle, me, acts, jumpTo, focusRow, children }: Props): ReactNode {
  const people = useRoomView(roomId, (view) => view.people) ?? NOBODY;
  const phone = usePhone();
  const touch = useTouch();
  const sheet = phone || touch;
  const [deleting, setDeleting] = useState<Message>();
  const [acting, setActing] = useState<Message>();
  const context = useMemo<TimelineContextValue>(
    () => ({
      ...acts,
      place,
      readOnly: false,
      room: handle,
      me,
      people,
      sheet,
      confirmDelete: setDeleting,
      openSheet: setActing,
      jumpTo,
    }),
    [acts, place, handle, me, people, sheet, jumpTo],
  );
  return (
    <TimelineContext value={context}>
      {children}
      {deleting && (
        <deleteDialog.View
          message={deleting}
          onClose={() => setDeleting(undefined)}
          focusAfter={() => focusRow(deleting.id) || acts.focusComposer()}
        />
      )}
      {acting && <messageSheet.View message={acting} onClose={() => setActing(undefined)} />}
    </TimelineContext>
  );
}
