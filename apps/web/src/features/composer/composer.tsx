import type { RoomHandle } from '@confab/client';
import { type Attachment, countCodePoints, LIMITS, normalizeBody, type User } from '@confab/protocol';
import { ArrowUp } from 'lucide-react';
import { type ClipboardEvent, type KeyboardEvent, type ReactNode, type RefObject, useCallback } from 'react';
import { type Draft, readDraft, useDraft, writeDraft } from '../../store/drafts.ts';
import { notify } from '../../store/notices.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { GrowingTextarea } from '../../ui/growing-textarea.tsx';
import { insertText } from '../../ui/insert-text.ts';
import { isComposing } from '../../ui/is-composing.ts';
import { SuggestList } from '../../ui/suggest-list.tsx';
import { useEnterKey } from '../../ui/use-enter-key.ts';
import { Answering } from './answering.tsx';
import { EmojiButton } from './emoji-button.tsx';
import { FormatButtons } from './format-buttons.tsx';
import { type Format, format } from './formatting.ts';
import { useCountdown } from './use-countdown.ts';
import { useMentions } from './use-mentions.ts';
import './composer.css';

/** What goes with the text: shown and kept elsewhere. */
interface ComposerFiles {
  button: ReactNode;
  chips: ReactNode;
  ready: readonly Attachment[];
  /** Why sending has to wait, in words. */
  hold: string | undefined;
  onPaste: (event: ClipboardEvent) => void;
  /** The message has gone out. */
  clear: () => void;
}

/** Where a reply goes. */
interface ComposerThread {
  root: string;
  /** What asks whether it shall stand in the room as well. */
  option: ReactNode;
}

interface Props {
  roomId: string;
  roomName: string;
  handle: RoomHandle;
  me: User;
  /** The thread that it writes to; without one, to the room. */
  thread?: ComposerThread;
  /** What the room's draft is kept under. */
  draftKey: string;
  field: RefObject<HTMLTextAreaElement | null>;
  files: ComposerFiles;
  /** Slow mode: one may write again then, Unix ms. */
  waitUntil: number | undefined;
  /** ↑ was pressed while nothing is written. Returns whether there was something to edit. */
  onEditLast: () => boolean;
}

/** Where one writes. The text belongs to the room it was written for and survives a reload. */
export function Composer({
  roomId,
  roomName,
  handle,
  me,
  thread,
  draftKey,
  field,
  files,
  waitUntil,
  onEditLast,
}: Props): ReactNode {
  const draft = useDraft(draftKey);
  const mentions = useMentions({ roomId, handle, me: me.id, draftKey, field });
  const length = draft.text.length > COUNTED_FROM / 2 ? countCodePoints(draft.text) : draft.text.length;
  const wait = useCountdown(waitUntil);
  const enter = useEnterKey();
  const something = draft.text.trim() !== '' || files.ready.length > 0;
  const sendable = something && !files.hold && length <= LIMITS.bodyCodePoints && wait === 0;

  const label = thread ? 'Reply in thread' : `Message ${roomName}`;

  const write = (change: Partial<Draft>) => writeDraft(draftKey, { ...readDraft(draftKey), ...change });

  const dropReply = () => {
    const { replyTo: _, ...rest } = readDraft(draftKey);
    writeDraft(draftKey, rest);
  };

  const send = () => {
    const { text, replyTo, toRoom = false } = readDraft(draftKey);
    const body = normalizeBody(text);
    const { ready } = files;
    if (!body.ok && !(body.problem === 'empty' && ready.length > 0)) {
      if (body.problem === 'control_character' || body.problem === 'lone_surrogate')
        notify('There are characters in it that can’t be sent.');
      return;
    }
    // The row in the timeline says what becomes of it.
    const more = {
      ...(replyTo && { replyTo }),
      ...(thread && { thread: thread.root, toRoom }),
      attachments: ready,
    };
    handle.send(body.ok ? body.text : '', more).catch(() => undefined);
    if (!thread) handle.typing(false);
    writeDraft(draftKey, { text: '' });
    files.clear();
    mentions.close();
    field.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (isComposing(event)) return;
    if (mentions.onKey(event)) return;
    if (enter.sends(event)) {
      event.preventDefault();
      if (sendable) send();
    } else if (event.key === 'ArrowUp' && draft.text === '' && onEditLast()) {
      event.preventDefault();
    } else if (event.key === 'Escape' && draft.replyTo) {
      event.preventDefault();
      dropReply();
    } else if ((event.ctrlKey || event.metaKey) && SHORTCUTS[event.key]) {
      event.preventDefault();
      applyFormat(SHORTCUTS[event.key] ?? 'bold');
    }
  };

  const applyFormat = useCallback(
    (kind: Format) => {
      const area = field.current;
      if (area)
        insertText(area, format({ text: area.value, start: area.selectionStart, end: area.selectionEnd }, kind));
    },
    [field],
  );
  const insert = useCallback(
    (text: string) => {
      const area = field.current;
      if (!area) return;
      const { selectionStart: from, selectionEnd: to } = area;
      insertText(area, { from, to, insert: text, start: from + text.length, end: from + text.length });
    },
    [field],
  );
  const insertAt = useCallback(() => insert('@'), [insert]);

  return (
    <div className="comp">
      {mentions.people.length > 0 && (
        <SuggestList
          {...mentions.list}
          heading={`People in ${roomName}`}
          options={mentions.people}
          query={mentions.query}
          pictureOf={(user) => <Avatar user={user} presence={mentions.presenceOf(user)} />}
          onPick={mentions.pick}
        />
      )}
      {draft.replyTo && <Answering roomId={roomId} message={draft.replyTo} onCancel={dropReply} />}
      {files.chips}
      <div className="top">
        {/* A field of its own for each draft: what it can undo must not come back in another. */}
        <GrowingTextarea
          key={draftKey}
          ref={field}
          id={thread ? undefined : 'composer'}
          value={draft.text}
          placeholder={label}
          aria-label={label}
          enterKeyHint={enter.enterKeyHint}
          {...mentions.combobox}
          onChange={(event) => {
            write({ text: event.target.value });
            if (!thread) handle.typing(event.target.value !== '');
            mentions.update();
          }}
          onSelect={mentions.update}
          onBlur={mentions.close}
          onKeyDown={onKeyDown}
          onPaste={files.onPaste}
        />
      </div>
      {thread?.option}
      <div className="under" role="toolbar" aria-label="Formatting">
        {files.button}
        <FormatButtons onFormat={applyFormat} onMention={insertAt} />
        <EmojiButton key={`emoji ${draftKey}`} onPick={insert} />
        <span className="sp" />
        <Hint
          length={length}
          enterSends={draft.text !== '' && enter.enterKeyHint === 'send'}
          hold={files.hold}
          wait={wait}
        />
        <button type="button" className="send" aria-label="Send" title="Send" disabled={!sendable} onClick={send}>
          <ArrowUp className="i" aria-hidden="true" />
        </button>
      </div>
    </div>
  );
}

/** From this length on, in code points, the remaining room is told. */
const COUNTED_FROM = 3500;
const SHORTCUTS: Record<string, Format> = { b: 'bold', i: 'italic' };

interface HintProps {
  length: number;
  /** Whether to say that Enter sends. */
  enterSends: boolean;
  /** Why sending has to wait for files. */
  hold: string | undefined;
  /** Seconds that slow mode asks for. */
  wait: number;
}

function Hint({ length, enterSends, hold, wait }: HintProps): ReactNode {
  const left = LIMITS.bodyCodePoints - length;
  if (left < 0) {
    return (
      <span className="hint shown over" role="status">
        {(-left).toLocaleString('en')} too many
      </span>
    );
  }
  if (hold) {
    return (
      <span className="hint shown hold" role="status">
        {hold}
      </span>
    );
  }
  if (length >= COUNTED_FROM) return <span className="hint shown num">{left.toLocaleString('en')} left</span>;
  if (wait > 0) return <span className="hint shown num">Slow mode, again in {waitWords(wait)}</span>;
  if (!enterSends) return null;
  return (
    <span className="hint" aria-hidden="true">
      <kbd>↵</kbd> sends
    </span>
  );
}

/** “8 s”, “2 min” of seconds. */
function waitWords(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
