import type { Message } from '@confab/protocol';
import { type ReactNode, useState } from 'react';
import { endEditing } from '../../store/editing-store.ts';
import { errorWords } from '../../store/error-words.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Problem } from '../../ui/problem.tsx';
import { useTimeline } from './timeline-context.ts';

interface Props {
  message: Message;
  onClose: () => void;
  /** Puts the focus back to the message: the button that asked goes with its toolbar. */
  focusAfter: () => void;
}

/** Asks before a message is deleted for everybody. */
export default function DeleteDialog({ message, onClose, focusAfter }: Props): ReactNode {
  const { room, me } = useTimeline();
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);

  const remove = async () => {
    setBusy(true);
    try {
      await room.remove(message.id);
      endEditing(message.id);
      onClose();
    } catch (error) {
      setProblem(`Not deleted. ${errorWords(error)}`);
      setBusy(false);
    }
  };

  return (
    <Dialog title="Delete this message?" onClose={onClose} focusAfter={focusAfter}>
      <div className="inside">
        <p>
          {message.author.id === me.id
            ? 'It goes for everybody here, and its place says “Message deleted”.'
            : 'It goes for everybody here, and its place says that a moderator removed it.'}
        </p>
        <blockquote className="excerpt">
          {message.body || message.attachments?.map(({ name }) => name).join(', ')}
        </blockquote>
        <Problem words={problem} />
        <div className="acts">
          <button type="button" className="btn bare" data-first onClick={onClose}>
            Cancel
          </button>
          <button type="button" className="btn warn" onClick={remove} disabled={busy}>
            Delete
          </button>
        </div>
      </div>
    </Dialog>
  );
}
