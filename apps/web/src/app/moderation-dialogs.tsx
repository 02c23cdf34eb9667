import { imposeSanction, reportMessage } from '@confab/client/moderation';
import { type ReactNode, useEffect } from 'react';
import { useClient } from '../store/client-context.ts';
import { notify } from '../store/notices.ts';
import { useRooms } from '../store/rooms-store.ts';
import { loadLater } from '../ui/load-later.tsx';
import { closeModeration, useModeration } from './moderation-store.ts';
import { navigate } from './router.ts';
import { roomPath } from './routes.ts';
import { stillMayModerate } from './still-may.ts';
import { showMessage } from './target-store.ts';
import { useStaff } from './use-staff.ts';

const overview = loadLater(() => import('../features/moderation/moderation-dialog.tsx'));
const sanctionDialog = loadLater(() => import('../features/moderation/sanction-dialog.tsx'));
const reportDialog = loadLater(() => import('../features/moderation/report-dialog.tsx'));

/** Whatever dialog of moderation is open over the shell. */
export function ModerationDialogs(): ReactNode {
  const client = useClient();
  const open = useModeration((store) => store.open);
  const staff = useStaff();
  const over = useRooms((roles) => open !== undefined && !stillMayModerate(open, roles));
  useEffect(() => {
    if (!over) return;
    closeModeration();
    notify('That’s no longer yours to moderate.');
  }, [over]);

  if (over) return null;
  if (open?.kind === 'overview') {
    return (
      <overview.View
        api={client.api}
        room={open.room}
        staff={staff}
        onShow={({ room, message }) => {
          closeModeration();
          showMessage(room.id, message.id);
          navigate(roomPath(room.slug));
        }}
        onClose={closeModeration}
      />
    );
  }
  if (open?.kind === 'sanction') {
    const { user, sanction, room } = open;
    return (
      <sanctionDialog.View
        user={user}
        kind={sanction}
        place={room?.name}
        onImpose={async (wish) => {
          await imposeSanction(client.api, room?.id, user.id, wish);
          closeModeration();
          notify(`${user.name} is ${sanction === 'mute' ? 'muted' : 'banned'}.`);
        }}
        onClose={closeModeration}
      />
    );
  }
  if (open?.kind === 'report') {
    const { message, direct } = open;
    return (
      <reportDialog.View
        message={message}
        direct={direct}
        onReport={async (reason) => {
          await reportMessage(client.api, message.room, message.id, reason);
          closeModeration();
          notify('Reported. Thank you.');
        }}
        onClose={closeModeration}
      />
    );
  }
  return null;
}
