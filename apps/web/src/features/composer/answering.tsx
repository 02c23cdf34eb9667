import type { RoomHandle } from '@confab/client';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../ui/icon-button.tsx';

interface Props {
  handle: RoomHandle;
  /** The id of the message that is answered. */
  message: string;
  onCancel: () => void;
}

const SHOWN = 200;
/** Markdown that would only be in the way in one line. */
const MARKS = /`+|\*\*|~~/g;

/** Above the text: what it will answer. */
export function Answering({ handle, message, onCancel }: Props): ReactNode {
  const row = handle.timeline.rows.find(({ id }) => id === message);
  const answered = row?.status === 'sent' ? row.message : undefined;
  return (
    <div className="answering">
      <span>
        Replying to <b>{answered?.author.name ?? 'an earlier message'}</b>{' '}
        {answered?.body.slice(0, SHOWN).replaceAll(MARKS, '') || answered?.attachments?.[0]?.name}
      </span>
      <IconButton icon={X} small label="Don’t reply" onClick={onCancel} />
    </div>
  );
}
