import type { Api } from '@confab/client';
import type { ReportedMessage, Room } from '@confab/protocol';
import { type ReactNode, useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { TabList } from '../../ui/tab-list.tsx';
import { AuditTab } from './audit-tab.tsx';
import { ReportsTab } from './reports-tab.tsx';
import { SanctionsTab } from './sanctions-tab.tsx';
import { SlowModeTab } from './slow-mode-tab.tsx';
import './moderation.css';

interface Props {
  api: Api;
  /** The room that is moderated; all that one may see where left out. */
  room: Room | undefined;
  /** Whether one is staff: may ban from the server and read all of the log. */
  staff: boolean;
  onShow: (report: ReportedMessage) => void;
  onClose: () => void;
}

type Tab = 'reports' | 'people' | 'pace' | 'log';

/** All that moderators do beside the conversation: reports, who is muted or banned, slow mode, the log. */
export default function ModerationDialog({ api, room, staff, onShow, onClose }: Props): ReactNode {
  const [tab, setTab] = useState<Tab>('reports');
  const tabs: [Tab, string][] = [['reports', 'Reports']];
  if (room || staff) tabs.push(['people', 'Muted and banned']);
  if (room) tabs.push(['pace', 'Slow mode']);
  if (room || staff) tabs.push(['log', 'Log']);
  return (
    <Dialog title={room ? `Moderate ${room.name}` : 'Moderation'} onClose={onClose} className="moderation">
      <TabList label="What to look at" tabs={tabs} current={tab} onChoose={setTab}>
        {tab === 'reports' && <ReportsTab api={api} room={room?.id} onShow={onShow} />}
        {tab === 'people' && <SanctionsTab api={api} room={room?.id} />}
        {tab === 'pace' && room && <SlowModeTab api={api} room={room} />}
        {tab === 'log' && <AuditTab api={api} room={room?.id} />}
      </TabList>
    </Dialog>
  );
}
