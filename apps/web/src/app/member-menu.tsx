import { changeRole, openDirectRoom } from '@confab/client';
import { outranks, type RoomRole, type RoomSummary, sortOf, type User } from '@confab/protocol';
import { Ban, Crown, Ellipsis, MessageSquare, MicOff, Shield, ShieldBan, ShieldOff, UserMinus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useClient } from '../store/client-context.ts';
import { errorWords } from '../store/error-words.ts';
import { notify } from '../store/notices.ts';
import { useRooms } from '../store/rooms-store.ts';
import { useMay } from '../store/use-may.ts';
import { MenuButton } from '../ui/menu-button.tsx';
import { MenuItem } from '../ui/menu-item.tsx';
import { openDialog } from './dialog-store.ts';
import { openModeration } from './moderation-store.ts';
import { navigate } from './router.ts';
import { roomPath } from './routes.ts';
import { useStaff } from './use-staff.ts';

interface Props {
  roomId: string;
  user: User;
  /** What they are in the room; undefined while the server has not said so. */
  role: RoomRole | undefined;
}

/** What one can do about a member: write to them, and what one's role allows. The server has the last word. */
export function MemberMenu({ roomId, user, role = 'member' }: Props): ReactNode {
  const room = useRooms(({ rooms }) => rooms.find(({ id }) => id === roomId));
  return room ? <Menu room={room} user={user} role={role} /> : null;
}

interface MenuProps {
  room: RoomSummary;
  user: User;
  role: RoomRole;
}

function Menu({ room, user, role }: MenuProps): ReactNode {
  const client = useClient();
  const server = useRooms((store) => store.role);
  const may = useMay(room);
  const staff = useStaff();
  const sort = sortOf(room);
  // What somebody is on the server is not shown; it can only make them stand higher than this.
  const above = outranks({ server, room: room.role, sort }, { server: 'guest', room: role, sort });
  const moderates = may('muteMember') && above;
  const tell = (error: unknown) => notify(errorWords(error));
  return (
    <MenuButton icon={Ellipsis} label={`Actions for ${user.name}`}>
      {(close) => {
        const then = (run: () => void) => () => {
          close();
          run();
        };
        const write = () => openDirectRoom(client.api, [user.id]).then(({ slug }) => navigate(roomPath(slug)), tell);
        const give = (next: RoomRole) => then(() => changeRole(client.api, room.id, user.id, next).catch(tell));
        const sanction = (kind: 'mute' | 'ban', where: RoomSummary | undefined) =>
          then(() => openModeration({ kind: 'sanction', sanction: kind, user, room: where }));
        return (
          <>
            <MenuItem icon={MessageSquare} onSelect={then(write)}>
              Message
            </MenuItem>
            {may('changeRoles') && role !== 'owner' && (
              <>
                <hr />
                {role === 'member' && (
                  <MenuItem icon={Shield} onSelect={give('moderator')}>
                    Make moderator
                  </MenuItem>
                )}
                {role === 'moderator' && (
                  <MenuItem icon={ShieldOff} onSelect={give('member')}>
                    No longer moderator
                  </MenuItem>
                )}
                {user.kind !== 'bot' && (
                  <MenuItem icon={Crown} onSelect={then(() => openDialog('hand-over', { user }))}>
                    Hand the room over…
                  </MenuItem>
                )}
              </>
            )}
            {moderates && (
              <>
                <hr />
                <MenuItem icon={MicOff} onSelect={sanction('mute', room)}>
                  Mute…
                </MenuItem>
                <MenuItem icon={UserMinus} danger onSelect={then(() => openDialog('remove-member', { user }))}>
                  Remove from the room…
                </MenuItem>
                <MenuItem icon={Ban} danger onSelect={sanction('ban', room)}>
                  Ban from the room…
                </MenuItem>
              </>
            )}
            {staff && (
              <>
                <hr />
                <MenuItem icon={MicOff} onSelect={sanction('mute', undefined)}>
                  Mute everywhere…
                </MenuItem>
                <MenuItem icon={ShieldBan} danger onSelect={sanction('ban', undefined)}>
                  Ban from the server…
                </MenuItem>
              </>
            )}
          </>
        );
      }}
    </MenuButton>
  );
}
