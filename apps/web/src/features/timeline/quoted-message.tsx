import type { Message } from '@confab/protocol';
import type { ReactNode } from 'react';
import { Avatar } from '../../ui/avatar.tsx';
import { plainText } from './markdown/plain-text.ts';
import { useTimeline } from './timeline-context.ts';

const SHOWN = 140;

/** The line above an answer: what it answers. A click goes there. */
export function QuotedMessage({ id, message }: { id: string; message: Message | undefined }): ReactNode {
  const { jumpTo } = useTimeline();
  return (
    <button type="button" className="re" onClick={() => jumpTo(id)}>
      {message && <Avatar user={message.author} size={18} />}
      {message && <b>{message.author.name.split(' ')[0]}</b>}
      <span>{excerpt(message)}</span>
    </button>
  );
}

function excerpt(message: Message | undefined): string {
  if (!message) return 'An earlier message';
  if (message.deleted) return 'Message deleted';
  const line = plainText(message.body) || (message.attachments?.[0]?.name ?? '');
  return line.length > SHOWN ? `${line.slice(0, SHOWN).trimEnd()}…` : line;
}
