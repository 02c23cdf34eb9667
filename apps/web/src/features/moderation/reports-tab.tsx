import type { Api } from '@confab/client';
import { listReports, resolveReport, type SanctionWish, type Verdict } from '@confab/client/moderation';
import type { ReportedMessage, SanctionKind } from '@confab/protocol';
import { type ReactNode, useEffect, useState } from 'react';
import { errorWords } from '../../store/error-words.ts';
import { fullTime, shortTime } from '../../ui/clock-time.ts';
import { Problem } from '../../ui/problem.tsx';
import SanctionDialog from './sanction-dialog.tsx';

interface Props {
  api: Api;
  /** A room's id: only its reports. */
  room: string | undefined;
  /** Goes to a message, where one may see its room. */
  onShow: (report: ReportedMessage) => void;
}

/** Messages that somebody found wrong, with what to do about them. */
export function ReportsTab({ api, room, onShow }: Props): ReactNode {
  const [reports, setReports] = useState<readonly ReportedMessage[]>();
  const [problem, setProblem] = useState('');
  useEffect(() => {
    listReports(api)
      .then((all) => setReports(room === undefined ? all : all.filter((report) => report.room.id === room)))
      .catch((error: unknown) => setProblem(errorWords(error)));
  }, [api, room]);
  const resolve = async (message: string, verdict: Verdict) => {
    await resolveReport(api, message, verdict);
    setReports((all) => all?.filter((report) => report.message.id !== message));
  };
  return (
    <>
      <Problem words={problem} />
      {reports?.length === 0 && <p className="none">No reports wait. All is well.</p>}
      <ul className="mod-reports">
        {reports?.map((report) => (
          <Report
            key={report.message.id}
            report={report}
            onResolve={(verdict) => resolve(report.message.id, verdict)}
            onShow={() => onShow(report)}
          />
        ))}
      </ul>
    </>
  );
}

interface ReportProps {
  report: ReportedMessage;
  onResolve: (verdict: Verdict) => Promise<void>;
  onShow: () => void;
}

function Report({ report, onResolve, onShow }: ReportProps): ReactNode {
  const { room, message, complaints } = report;
  const [sanctioning, setSanctioning] = useState<SanctionKind>();
  const [problem, setProblem] = useState('');
  const decide = (verdict: Verdict) => {
    setProblem('');
    onResolve(verdict).catch((error: unknown) => setProblem(errorWords(error)));
  };
  // In a direct room nobody has a say over the others: there it is the whole server, or nothing.
  const impose = (wish: SanctionWish) => onResolve({ sanction: { ...wish, everywhere: room.direct } });
  return (
    <li>
      <p className="where">
        <b>{message.author.name}</b> in {room.direct ? 'a direct message' : room.name}
        <time dateTime={new Date(message.at).toISOString()} title={fullTime(message.at)}>
          {shortTime(message.at, Date.now())}
        </time>
      </p>
      <blockquote className="excerpt">{message.deleted ? 'Deleted meanwhile.' : message.body || 'A file'}</blockquote>
      {complaints.map(({ by, reason, at }) => (
        <p key={by.id} className="why">
          “{reason}”{' '}
          <small>
            {by.name}, {shortTime(at, Date.now())}
          </small>
        </p>
      ))}
      <Problem words={problem} />
      <div className="acts">
        {!room.direct && !message.deleted && (
          <button type="button" className="btn warn sm" onClick={() => decide({ delete: true })}>
            Delete message
          </button>
        )}
        <button type="button" className="btn line sm" onClick={() => setSanctioning('mute')}>
          Mute author…
        </button>
        <button type="button" className="btn line sm" onClick={() => setSanctioning('ban')}>
          Ban author…
        </button>
        <button type="button" className="btn bare sm" onClick={() => decide({})}>
          Dismiss
        </button>
        {!room.direct && (
          <button type="button" className="btn bare sm" onClick={onShow}>
            Show
          </button>
        )}
      </div>
      {sanctioning && (
        <SanctionDialog
          user={message.author}
          kind={sanctioning}
          place={room.direct ? undefined : room.name}
          onImpose={impose}
          onClose={() => setSanctioning(undefined)}
        />
      )}
    </li>
  );
}
