import { permitsOnServer, type ServerAction } from '@confab/protocol';
import { type ComponentType, type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { useAccount } from '../../store/account-store.ts';
import { useRooms } from '../../store/rooms-store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { BotsPanel } from './bots-panel.tsx';
import { PasswordPanel } from './password-panel.tsx';
import { ProfilePanel } from './profile-panel.tsx';
import { RolesPanel } from './roles-panel.tsx';
import { SessionsPanel } from './sessions-panel.tsx';
import './settings.css';

interface Tab {
  name: string;
  Panel: ComponentType;
}

const PROFILE: Tab = { name: 'Profile', Panel: ProfilePanel };
const PASSWORD: Tab = { name: 'Password', Panel: PasswordPanel };
const SESSIONS: Tab = { name: 'Devices', Panel: SessionsPanel };
const BOTS: Tab = { name: 'Bots', Panel: BotsPanel };
const ROLES: Tab = { name: 'Roles', Panel: RolesPanel };

/** What is one's own to change, by tabs. */
export default function SettingsDialog({ onClose }: { onClose: () => void }): ReactNode {
  const id = useId();
  const me = useAccount((store) => store.me);
  const [chosen, setChosen] = useState(PROFILE);
  const list = useRef<HTMLDivElement>(null);
  const role = useRooms((store) => store.role);
  const may = (action: ServerAction) => permitsOnServer(action, role);
  const tabs = [
    PROFILE,
    ...(me?.email ? [PASSWORD] : []),
    SESSIONS,
    ...(may('manageBots') ? [BOTS] : []),
    ...(may('changeServerRoles') ? [ROLES] : []),
  ];
  const { Panel } = chosen;

  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = (tabs.indexOf(chosen) + step + tabs.length) % tabs.length;
    setChosen(tabs[next] ?? PROFILE);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus();
  };

  return (
    <Dialog title="Settings" className="settings" onClose={onClose}>
      <div className="panes">
        <div ref={list} role="tablist" aria-label="Settings" onKeyDown={move}>
          {tabs.map((tab) => (
            <button
              key={tab.name}
              type="button"
              role="tab"
              id={`${id}-${tab.name}`}
              aria-selected={tab === chosen}
              aria-controls={`${id}-panel`}
              tabIndex={tab === chosen ? 0 : -1}
              onClick={() => setChosen(tab)}
            >
              {tab.name}
            </button>
          ))}
        </div>
        <section role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${chosen.name}`}>
          <Panel key={chosen.name} />
        </section>
      </div>
    </Dialog>
  );
}
