import type { OutboxEntry, Row } from '@confab/client';
import type { Message } from '@confab/protocol';
import { CircleAlert, Clock, RotateCcw } from 'lucide-react';
import { memo, type ReactNode, useEffect, useState } from 'react';
import { failureWords } from '../../store/error-words.ts';
import { notify } from '../../store/notices.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { clockTime, fullTime } from '../../ui/clock-time.ts';
import { copyText } from './copy-text.ts';
import { MessageText } from './message-text.tsx';
import { QuotedMessage } from './quoted-message.tsx';
import { useTimeline } from './timeline-context.ts';

interface Props {
  row: Exclude<Row, { status: 'sent' }>;
  lead: boolean;
  /** The message it answers, where that is loaded. */
  quoted: Message | undefined;
}

/** A message of one's own that is on its way, or that the server refused. */
export const UnsentMessage = memo(function UnsentMessage({ row, lead, quoted }: Props): ReactNode {
  const { me, people, renderFiles } = useTimeline();
  const { entry } = row;
  const late = useLate(entry.at + CLOCK_AFTER_MS);
  const failed = row.status === 'failed';
  return (
    <article
      className={`msg ${failed ? 'fail' : 'wait'}${lead ? ' lead' : ''}${entry.replyTo ? ' has-re' : ''}`}
      aria-label={`${me.name} at ${clockTime(entry.at)}, ${failed ? 'not sent' : 'sending'}`}
      data-row={row.id}
      tabIndex={-1}
    >
      {entry.replyTo && <QuotedMessage id={entry.replyTo} message={quoted} />}
      {lead ? <Avatar user={me} /> : <span className="gut">{failed ? <Alert /> : late && <Waiting />}</span>}
      <div className="content">
        {lead && (
          <div className="by">
            <b>{me.name}</b>
            <time dateTime={new Date(entry.at).toISOString()} title={fullTime(entry.at)}>
              {clockTime(entry.at)}
            </time>
            {failed ? <Alert /> : late && <Waiting />}
          </div>
        )}
        <div className="body">
          <MessageText body={entry.body} people={people} me={me.id} />
          {entry.attachments && renderFiles(entry.attachments)}
          {row.status === 'failed' && <Failure entry={entry} words={failureWords(row.failure)} />}
        </div>
      </div>
    </article>
  );
});

const CLOCK_AFTER_MS = 400;

function Failure({ entry, words }: { entry: OutboxEntry; words: string }): ReactNode {
  const { room, restore } = useTimeline();
  const editAgain = () => {
    if (restore?.(entry)) room.discard(entry.id);
    else notify('Another message is being written there. Send or clear it first.');
  };
  return (
    <div className="note" role="alert">
      <span>{words}</span>
      <span className="acts">
        <button type="button" className="btn line sm" onClick={() => room.retry(entry.id)}>
          <RotateCcw className="i xs" aria-hidden="true" />
          Retry
        </button>
        {restore ? (
          <button type="button" className="btn bare sm" onClick={editAgain}>
            Edit again
          </button>
        ) : (
          <button type="button" className="btn bare sm" onClick={() => copyText(entry.body)}>
            Copy
          </button>
        )}
        <button type="button" className="btn bare sm" onClick={() => room.discard(entry.id)}>
          Remove
        </button>
      </span>
    </div>
  );
}

function Waiting(): ReactNode {
  return (
    <span role="img" aria-label="Sending">
      <Clock className="i xs" aria-hidden="true" />
    </span>
  );
}

function Alert(): ReactNode {
  return (
    <span className="alert">
      <CircleAlert className="i s" aria-hidden="true" />
    </span>
  );
}

/** Whether a moment (Unix ms) has passed; renders again when it does. */
function useLate(moment: number): boolean {
  const [late, setLate] = useState(() => Date.now() >= moment);
  useEffect(() => {
    if (late) return;
    const timer = setTimeout(() => setLate(true), moment - Date.now());
    return () => clearTimeout(timer);
  }, [late, moment]);
  return late;
}
