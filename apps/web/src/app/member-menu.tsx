import type { RoomSummary, User } from '@confab/protocol';
import { Ban, Ellipsis, MicOff, ShieldBan } from 'lucide-react';
import type { ReactNode } from 'react';
import { useRooms } from '../store/rooms-store.ts';
import { useMay } from '../store/use-may.ts';
import { MenuButton } from '../ui/menu-button.tsx';
import { MenuItem } from '../ui/menu-item.tsx';
import { openModeration } from './moderation-store.ts';
import { useStaff } from './use-staff.ts';

/** What a moderator can do about a member; nothing for others. The server says whether the member stands lower. */
export function MemberMenu({ roomId, user }: { roomId: string; user: User }): ReactNode {
  const room = useRooms(({ rooms }) => rooms.find(({ id }) => id === roomId));
  return room ? <Menu room={room} user={user} /> : null;
}

function Menu({ room, user }: { room: RoomSummary; user: User }): ReactNode {
  const moderates = useMay(room)('muteMember');
  const staff = useStaff();
  if (!moderates && !staff) return null;
  return (
    <MenuButton icon={Ellipsis} label={`Moderate ${user.name}`}>
      {(close) => {
        const open = (sanction: 'mute' | 'ban', where: RoomSummary | undefined) => () => {
          close();
          openModeration({ kind: 'sanction', sanction, user, room: where });
        };
        return (
          <>
            {moderates && (
              <>
                <MenuItem icon={MicOff} onSelect={open('mute', room)}>
                  Mute…
                </MenuItem>
                <MenuItem icon={Ban} danger onSelect={open('ban', room)}>
                  Ban from the room…
                </MenuItem>
              </>
            )}
            {moderates && staff && <hr />}
            {staff && (
              <>
                <MenuItem icon={MicOff} onSelect={open('mute', undefined)}>
                  Mute everywhere…
                </MenuItem>
                <MenuItem icon={ShieldBan} danger onSelect={open('ban', undefined)}>
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
