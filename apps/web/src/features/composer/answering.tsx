import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useRoomView } from '../../store/room-view-store.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { answeredWords } from './answered-words.ts';

interface Props {
  roomId: string;
  /** The id of the message that is answered. */
  message: string;
  onCancel: () => void;
}

/** Above the text: what it will answer, as it reads now. */
export function Answering({ roomId, message, onCancel }: Props): ReactNode {
  const row = useRoomView(roomId, ({ timeline }) => timeline.rows.find(({ id }) => id === message));
  const answered = row?.status === 'sent' ? row.message : undefined;
  return (
    <div className="answering">
      <span>
        Replying to <b>{answered?.author.name ?? 'an earlier message'}</b> {answered && answeredWords(answered)}
      </span>
      <IconButton icon={X} small label="Don’t reply" onClick={onCancel} />
    </div>
  );
}
