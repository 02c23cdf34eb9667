import { type ReactNode, useState } from 'react';
import { errorWords } from '../../store/error-words.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Problem } from '../../ui/problem.tsx';

interface Props {
  title: string;
  /** What happens next. */
  text: string;
  /** The button's word. */
  action: string;
  onConfirm: () => Promise<void>;
  onClose: () => void;
}

/** Asks before something that others notice. */
export default function ConfirmDialog({ title, text, action, onConfirm, onClose }: Props): ReactNode {
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    try {
      await onConfirm();
    } catch (error) {
      setProblem(errorWords(error));
      setBusy(false);
    }
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="inside">
        <p>{text}</p>
        <Problem words={problem} />
        <div className="acts">
          <button type="button" className="btn bare" data-first onClick={onClose}>
            Cancel
          </button>
          <button type="button" className="btn warn" onClick={confirm} disabled={busy}>
            {action}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
