import type { Message, User } from '@confab/protocol';
import { Pin } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, memo, type ReactNode, useState } from 'react';
import { lookAlikes } from '../../store/look-alikes.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { clockTime, fullTime } from '../../ui/clock-time.ts';
import { EditField } from './edit-field.tsx';
import { mentionsIn } from './mentions-in.ts';
import { actionsFor } from './message-actions.ts';
import { MessageText } from './message-text.tsx';
import { MessageToolbar } from './message-toolbar.tsx';
import { QuotedMessage } from './quoted-message.tsx';
import { Reactions } from './reactions.tsx';
import { ThreadLine } from './thread-line.tsx';
import { useTimeline } from './timeline-context.ts';

interface Props {
  message: Message;
  /** The message it answers, where that is loaded. */
  quoted: Message | undefined;
  lead: boolean;
  /** Was jumped to just now. */
  shown: boolean;
  /** Takes part in the tab order. */
  stop: boolean;
  /** Its text is being changed. */
  editing: boolean;
}

/** A message the server has. */
export const SentMessage = memo(function SentMessage({
  message,
  quoted,
  lead,
  shown,
  stop,
  editing,
}: Props): ReactNode {
  const timeline = useTimeline();
  const [near, setNear] = useState(false);
  const [picking, setPicking] = useState(false);
  const forMe = mentions(message, timeline.people, timeline.me.id);
  const classes = ['msg', lead && 'lead', message.replyTo && 'has-re', forMe && 'forme', shown && 'shown'];
  const acting = (near || picking) && !editing && !timeline.sheet && !timeline.readOnly;
  if (acting) classes.push('acting');

  const openSheet = (event: MouseEvent) => {
    if (!timeline.sheet || timeline.readOnly || editing || !isOnMessage(event) || getSelection()?.toString()) return;
    timeline.openSheet(message);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (timeline.readOnly || event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey)
      return;
    const action = actionsFor(message, timeline).find(({ key }) => key === event.key);
    if (!action && event.key !== 'Enter') return;
    event.preventDefault();
    if (action) action.run();
    else if (timeline.sheet) timeline.openSheet(message);
    else event.currentTarget.querySelector<HTMLElement>('.bar button')?.focus();
  };

  return (
    <article
      className={classes.filter(Boolean).join(' ')}
      aria-label={`${message.author.name} at ${clockTime(message.at)}`}
      data-row={message.id}
      data-seq={message.seq}
      tabIndex={stop ? 0 : -1}
      onPointerOver={() => setNear(true)}
      onPointerLeave={() => setNear(false)}
      onFocus={() => setNear(true)}
      onBlur={(event) => setNear(event.currentTarget.contains(event.relatedTarget))}
      onClick={openSheet}
      onKeyDown={onKeyDown}
    >
      {message.replyTo && <QuotedMessage id={message.replyTo} message={quoted} />}
      {lead ? <Avatar user={message.author} /> : <span className="gut">{clock(message.at, near)}</span>}
      <div className="content">
        {lead && <ByLine message={message} near={near} />}
        <div className="body">
          {editing ? (
            <EditField message={message} />
          ) : (
            <MessageText body={message.body} people={timeline.people} me={timeline.me.id} after={marksOf(message)} />
          )}
          {message.attachments && timeline.renderFiles(message.attachments)}
          {message.reactions && message.reactions.length > 0 && (
            <Reactions message={message} reactions={message.reactions} />
          )}
          {(message.threadState || message.thread) && <ThreadLine message={message} />}
        </div>
      </div>
      {acting && <MessageToolbar message={message} picking={picking} setPicking={setPicking} />}
    </article>
  );
});

function ByLine({ message, near }: { message: Message; near: boolean }): ReactNode {
  const { author, at } = message;
  const { me, people } = useTimeline();
  const alike = lookAlikes(people, me.id).get(author.id);
  return (
    <div className="by">
      <b>{author.name}</b>
      {author.kind === 'bot' && <span className="tag">Bot</span>}
      {alike && <span className="tag alike">{alike}</span>}
      {clock(at, near)}
    </div>
  );
}

/** The time of day; the day as well once a pointer is near, for its words take long to make. */
function clock(at: number, near: boolean): ReactNode {
  return (
    <time dateTime={new Date(at).toISOString()} title={near ? fullTime(at) : undefined}>
      {clockTime(at)}
    </time>
  );
}

/** What has happened to the message, behind its last word. */
function marksOf({ editedAt, pinned }: Message): ReactNode {
  if (!editedAt && !pinned) return undefined;
  return (
    <>
      {editedAt && (
        <span className="ed" title={`Edited ${fullTime(editedAt)}`}>
          edited
        </span>
      )}
      {editedAt && pinned && ' '}
      {pinned && (
        <span className="ed" title={`Pinned ${fullTime(pinned.at)}`}>
          <Pin className="i xs" aria-hidden="true" />
          pinned
        </span>
      )}
    </>
  );
}

function mentions(message: Message, people: readonly User[], me: string): boolean {
  return message.author.id !== me && mentionsIn(message.body, people).some(({ who }) => who.id === me);
}

function isOnMessage({ target, currentTarget }: MouseEvent): boolean {
  if (!(target instanceof Element) || target.closest('a, button, textarea, pre, audio, video')) return false;
  // React tells of clicks in its pickers here too, which lie elsewhere in the page.
  return currentTarget.contains(target);
}
