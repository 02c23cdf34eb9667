import type { RoomRole, RoomSummary, User } from '@confab/protocol';
import { memo, type ReactNode, useCallback, useEffect, useRef } from 'react';
import { MembersPane } from '../features/members/members-pane.tsx';
import { useAfterPaint } from '../store/use-after-paint.ts';
import { useMay } from '../store/use-may.ts';
import { useLayer } from '../ui/use-layer.ts';
import { openDialog } from './dialog-store.ts';
import { MemberMenu } from './member-menu.tsx';
import { togglePeople } from './panes-store.ts';

interface Props {
  room: RoomSummary;
  /** The reader's user id. */
  me: string;
  /** They lie over the conversation, and take the focus when they come. */
  over: boolean;
}

const addPeople = () => openDialog('add-people');

/** The people of the room that is shown. At a change of rooms its messages come first. */
export const PeopleSide = memo(function PeopleSide({ room: shown, me, over }: Props): ReactNode {
  const room = useAfterPaint(shown);
  const may = useMay(room);
  const close = useRef<HTMLButtonElement>(null);
  useLayer(togglePeople, over);
  useEffect(() => {
    if (over) close.current?.focus();
  }, [over]);
  const menuOf = useCallback(
    (user: User, role: RoomRole | undefined) => <MemberMenu roomId={room.id} user={user} role={role} />,
    [room.id],
  );
  return (
    <MembersPane
      key={room.id}
      room={room}
      me={me}
      over={over}
      close={close}
      onClose={togglePeople}
      menuOf={menuOf}
      onAdd={may('addMember') ? addPeople : undefined}
    />
  );
});
