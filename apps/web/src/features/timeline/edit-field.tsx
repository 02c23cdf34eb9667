import { LIMITS, type Message, normalizeBody } from '@confab/protocol';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { endEditing } from '../../store/editing-store.ts';
import { errorWords } from '../../store/error-words.ts';
import { GrowingTextarea } from '../../ui/growing-textarea.tsx';
import { isComposing } from '../../ui/is-composing.ts';
import { useEnterKey } from '../../ui/use-enter-key.ts';
import { useTimeline } from './timeline-context.ts';

/** A message being edited in its place. Enter saves, Escape cancels, an emptied text without files asks whether to delete. */
export function EditField({ message }: { message: Message }): ReactNode {
  const { room, focusComposer, confirmDelete } = useTimeline();
  const [text, setText] = useState(message.body);
  const [problem, setProblem] = useState('');
  const [saving, setSaving] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const enter = useEnterKey();

  useEffect(() => {
    const area = field.current;
    area?.focus();
    area?.setSelectionRange(area.value.length, area.value.length);
    area?.closest('article')?.scrollIntoView({ block: 'nearest' });
  }, []);

  const close = () => {
    if (endEditing(message.id)) focusComposer();
  };

  const save = async () => {
    if (saving) return;
    const body = normalizeBody(text);
    const emptied = !body.ok && body.problem === 'empty';
    if (emptied && !message.attachments) return confirmDelete(message);
    if (!body.ok && !emptied) return setProblem(body.problem === 'too_large' ? TOO_LONG : UNREADABLE);
    const next = body.ok ? body.text : '';
    if (next === message.body) return close();
    setSaving(true);
    try {
      await room.edit(message.id, next);
      close();
    } catch (error) {
      setProblem(`Not saved. ${errorWords(error)}`);
      setSaving(false);
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (isComposing(event)) return;
    if (event.key === 'Escape') close();
    else if (enter.sends(event)) save();
    else return;
    event.preventDefault();
  };

  return (
    <div className="editing">
      <GrowingTextarea
        ref={field}
        value={text}
        aria-label="Edit message"
        enterKeyHint={enter.enterKeyHint === 'send' ? 'done' : 'enter'}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="acts">
        {problem && (
          <span className="err" role="alert">
            {problem}
          </span>
        )}
        <button type="button" className="btn ink sm" onClick={save} disabled={saving}>
          Save
        </button>
        <button type="button" className="btn bare sm" onClick={close}>
          Cancel
        </button>
      </div>
    </div>
  );
}

const TOO_LONG = `Too long. A message has room for ${LIMITS.bodyCodePoints.toLocaleString('en')} characters.`;
const UNREADABLE = 'There are characters in it that can’t be sent.';
