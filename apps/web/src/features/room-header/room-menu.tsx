import type { NotifyLevel, RoomAction, RoomPreferences, RoomSummary } from '@confab/protocol';
import {
  Archive,
  ArchiveRestore,
  Bell,
  BellOff,
  Ellipsis,
  Link,
  LogOut,
  Pencil,
  Pin,
  ShieldCheck,
  Star,
  StarOff,
  Ticket,
  UserPlus,
  Users,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { MenuButton } from '../../ui/menu-button.tsx';
import { MenuItem } from '../../ui/menu-item.tsx';

interface Props {
  room: RoomSummary;
  /** Whether one may do this here. */
  may: (action: RoomAction) => boolean;
  onPeople: () => void;
  /** How many messages are pinned. */
  pins: number;
  onPins: () => void;
  onPrefer: (change: Partial<RoomPreferences>) => void;
  onAdd: () => void;
  onInvite: () => void;
  onCopyLink: () => void;
  onEdit: () => void;
  onArchive: () => void;
  /** Opens what moderators have beside the conversation. */
  onModerate: () => void;
  onLeave: () => void;
}

const LEVELS: readonly [NotifyLevel, string][] = [
  ['all', 'Every message'],
  ['mentions', 'Mentions only'],
  ['nothing', 'Nothing'],
];

/** What one can do with a room. */
export function RoomMenu({ room, may, pins, onPrefer, ...on }: Props): ReactNode {
  const { archived, favourite, muted } = room;
  return (
    <MenuButton icon={Ellipsis} label="Room actions">
      {(close) => {
        const then = (run: () => void) => () => {
          close();
          run();
        };
        const prefer = (change: Partial<RoomPreferences>) => then(() => onPrefer(change));
        return (
          <>
            <MenuItem icon={Users} onSelect={then(on.onPeople)}>
              People and details
            </MenuItem>
            {pins > 0 && (
              <MenuItem icon={Pin} onSelect={then(on.onPins)}>
                Pinned messages
              </MenuItem>
            )}
            {may('addMember') && (
              <MenuItem icon={UserPlus} onSelect={then(on.onAdd)}>
                Add people
              </MenuItem>
            )}
            {may('invite') && (
              <MenuItem icon={Ticket} onSelect={then(on.onInvite)}>
                Invite with a link
              </MenuItem>
            )}
            <MenuItem icon={Link} onSelect={then(on.onCopyLink)}>
              Copy link
            </MenuItem>
            <hr />
            <MenuItem icon={favourite ? StarOff : Star} onSelect={prefer({ favourite: !favourite })}>
              {favourite ? 'No longer a favourite' : 'Favourite'}
            </MenuItem>
            <MenuItem icon={muted ? Bell : BellOff} onSelect={prefer({ muted: !muted })}>
              {muted ? 'Unmute' : 'Mute'}
            </MenuItem>
            <h3>Notify me of</h3>
            {LEVELS.map(([level, label]) => (
              <MenuItem
                key={level}
                before={<span className="i s" aria-hidden="true" />}
                checked={room.notify === level}
                onSelect={prefer({ notify: level })}
              >
                {label}
              </MenuItem>
            ))}
            {(may('rename') || may('handleReports') || may('leave')) && <hr />}
            {may('rename') && (
              <MenuItem icon={Pencil} onSelect={then(on.onEdit)}>
                Rename or change topic
              </MenuItem>
            )}
            {may('handleReports') && (
              <MenuItem icon={ShieldCheck} onSelect={then(on.onModerate)}>
                Moderation
              </MenuItem>
            )}
            {may('archive') && (
              <MenuItem icon={archived ? ArchiveRestore : Archive} onSelect={then(on.onArchive)}>
                {archived ? 'Open again' : 'Archive…'}
              </MenuItem>
            )}
            {may('leave') && (
              <MenuItem icon={LogOut} flip danger onSelect={then(on.onLeave)}>
                Leave room…
              </MenuItem>
            )}
          </>
        );
      }}
    </MenuButton>
  );
}
