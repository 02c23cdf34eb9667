import type { Message } from '@confab/protocol';
import { type FormEvent, type ReactNode, useState } from 'react';
import { errorWords } from '../../store/error-words.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ReasonField, reasonProblem } from './reason-field.tsx';

interface Props {
  message: Message;
  /** Direct: the room has no moderators. */
  direct: boolean;
  onReport: (reason: string) => Promise<void>;
  onClose: () => void;
}

/** Tells the moderators that a message isn’t right. */
export default function ReportDialog({ message, direct, onReport, onClose }: Props): ReactNode {
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const report = async (event: FormEvent) => {
    event.preventDefault();
    const wrong = reasonProblem(reason);
    setProblem(wrong);
    if (wrong) return;
    setBusy(true);
    try {
      await onReport(reason);
    } catch (error) {
      setProblem(errorWords(error));
      setBusy(false);
    }
  };
  return (
    <Dialog title="Report this message" onClose={onClose}>
      <form className="inside" onSubmit={report} noValidate>
        <p>
          {direct
            ? 'The server’s admins will see this message, nothing else of the conversation, and who reported it.'
            : 'The moderators will see it, your reason and your name. The author won’t.'}
        </p>
        <blockquote className="excerpt">{message.body || 'A file'}</blockquote>
        <ReasonField
          label="What’s wrong with it?"
          placeholder="Spam, insults, something else"
          value={reason}
          problem={problem}
          onChange={(value) => {
            setReason(value);
            setProblem('');
          }}
        />
        <div className="acts">
          <button type="button" className="btn bare" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="btn ink" disabled={busy}>
            Report
          </button>
        </div>
      </form>
    </Dialog>
  );
}
