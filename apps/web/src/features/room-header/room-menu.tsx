import { Archive, ArchiveRestore, Ellipsis, Link, LogOut, Pencil, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { MenuButton } from '../../ui/menu-button.tsx';
import { MenuItem } from '../../ui/menu-item.tsx';

interface Props {
  archived: boolean;
  /** Whether one may rename and archive it. */
  owner: boolean;
  onPeople: () => void;
  onCopyLink: () => void;
  onEdit: () => void;
  onArchive: () => void;
  onLeave: () => void;
}

/** What one can do with a room. */
export function RoomMenu({ archived, owner, onPeople, onCopyLink, onEdit, onArchive, onLeave }: Props): ReactNode {
  return (
    <MenuButton icon={Ellipsis} label="Room actions">
      {(close) => {
        const then = (run: () => void) => () => {
          close();
          run();
        };
        return (
          <>
            <MenuItem icon={Users} onSelect={then(onPeople)}>
              People and details
            </MenuItem>
            <MenuItem icon={Link} onSelect={then(onCopyLink)}>
              Copy link
            </MenuItem>
            {owner && (
              <>
                <MenuItem icon={Pencil} onSelect={then(onEdit)}>
                  Rename or change topic
                </MenuItem>
                <MenuItem icon={archived ? ArchiveRestore : Archive} onSelect={then(onArchive)}>
                  {archived ? 'Open again' : 'Archive…'}
                </MenuItem>
              </>
            )}
            <hr />
            <MenuItem icon={LogOut} flip danger onSelect={then(onLeave)}>
              Leave room…
            </MenuItem>
          </>
        );
      }}
    </MenuButton>
  );
}
