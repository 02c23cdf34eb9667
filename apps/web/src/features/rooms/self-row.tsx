import type { Status, User } from '@confab/protocol';
import { Bell, Keyboard, LogOut, Monitor, Moon, Settings, Sun, UserPlus, UserRoundPen } from 'lucide-react';
import type { ReactNode } from 'react';
import { Avatar, type Presence } from '../../ui/avatar.tsx';
import { MenuButton } from '../../ui/menu-button.tsx';
import { MenuItem } from '../../ui/menu-item.tsx';
import { chooseTheme, type Theme, useTheme } from '../../ui/theme.ts';

interface Props {
  user: User;
  status: Status;
  /** Whether the line is up: without it nobody sees the status. */
  connected: boolean;
  onStatus: (status: Status) => void;
  /** Whether this browser tells of news; undefined where it cannot. */
  notifying: boolean | undefined;
  onNotifying: (on: boolean) => void;
  /** Undefined for who may not invite people to the server. */
  onInvite: (() => void) | undefined;
  onSettings: () => void;
  /** Undefined where there is hardly a keyboard: on a phone. */
  onShortcuts: (() => void) | undefined;
  onSignOut: () => void;
}

const STATUSES: readonly [Status, string][] = [
  ['online', 'Online'],
  ['away', 'Away'],
  ['dnd', 'Do not disturb'],
];
const THEMES: readonly [Theme, string, typeof Sun][] = [
  ['system', 'As the system', Monitor],
  ['light', 'Light', Sun],
  ['dark', 'Dark', Moon],
];

/** Oneself, with the menu of what is one's own: status, theme, sign out. */
export function SelfRow({
  user,
  status,
  connected,
  onStatus,
  notifying,
  onNotifying,
  onInvite,
  onSettings,
  onShortcuts,
  onSignOut,
}: Props): ReactNode {
  const theme = useTheme();
  const presence: Presence = connected ? status : 'offline';
  const words = connected ? STATUSES.find(([name]) => name === status)?.[1] : 'Not connected';
  return (
    <div className="self">
      <Avatar user={user} presence={presence} />
      <div title={user.name}>
        {user.name}
        <small>{words}</small>
      </div>
      <MenuButton icon={Settings} label="You and settings">
        {(close) => (
          <>
            {STATUSES.map(([name, label]) => (
              <MenuItem
                key={name}
                before={<i className={`dot free ${name}`} aria-hidden="true" />}
                checked={status === name}
                onSelect={() => {
                  onStatus(name);
                  close();
                }}
              >
                {label}
              </MenuItem>
            ))}
            <hr />
            {THEMES.map(([name, label, icon]) => (
              <MenuItem key={name} icon={icon} checked={theme === name} onSelect={() => chooseTheme(name)}>
                {label}
              </MenuItem>
            ))}
            <hr />
            {notifying !== undefined && (
              <MenuItem icon={Bell} toggled={notifying} onSelect={() => onNotifying(!notifying)}>
                Notify me on this device
              </MenuItem>
            )}
            {onInvite && (
              <MenuItem
                icon={UserPlus}
                onSelect={() => {
                  close();
                  onInvite();
                }}
              >
                Invite people
              </MenuItem>
            )}
            <MenuItem
              icon={UserRoundPen}
              onSelect={() => {
                close();
                onSettings();
              }}
            >
              Profile and devices
            </MenuItem>
            {onShortcuts && (
              <MenuItem
                icon={Keyboard}
                onSelect={() => {
                  close();
                  onShortcuts();
                }}
              >
                Keyboard shortcuts
              </MenuItem>
            )}
            <MenuItem
              icon={LogOut}
              flip
              onSelect={() => {
                close();
                onSignOut();
              }}
            >
              Sign out
            </MenuItem>
          </>
        )}
      </MenuButton>
    </div>
  );
}
