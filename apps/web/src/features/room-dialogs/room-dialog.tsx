import { ClientError } from '@confab/client';
import { countCodePoints, LIMITS, normalizeName, type Room } from '@confab/protocol';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { errorWords } from '../../store/error-words.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { NAME_WORDS } from '../../ui/name-words.ts';

interface Props {
  /** The room that is changed; a new one where left out. */
  room?: Room;
  /** What the name starts with. */
  name: string;
  onSave: (room: { name: string; topic: string; private: boolean }) => Promise<void>;
  onClose: () => void;
}

interface Problem {
  field: 'name' | 'topic' | 'form';
  words: string;
}

/** Makes a room, or changes its name and topic. */
export default function RoomDialog({ room, name: firstName, onSave, onClose }: Props): ReactNode {
  const id = useId();
  const [name, setName] = useState(firstName);
  const [topic, setTopic] = useState(room?.topic ?? '');
  const [isPrivate, setPrivate] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    const wanted = normalizeName(name);
    if (!wanted.ok) return setProblem({ field: 'name', words: NAME_WORDS[wanted.problem] });
    if (countCodePoints(topic.trim()) > LIMITS.topicCodePoints) {
      return setProblem({ field: 'topic', words: `A topic has room for ${LIMITS.topicCodePoints} characters.` });
    }
    setBusy(true);
    try {
      await onSave({ name: wanted.text, topic: topic.trim(), private: isPrivate });
    } catch (error) {
      setProblem(problemOf(error, wanted.text));
      setBusy(false);
    }
  };

  return (
    <Dialog title={room ? `Change ${room.name}` : 'New room'} onClose={onClose}>
      <form className="inside" onSubmit={save} noValidate>
        <label className="field-block">
          <span>Name</span>
          <input
            className="in"
            autoComplete="off"
            value={name}
            aria-invalid={problem?.field === 'name'}
            aria-describedby={`${id}-name`}
            onChange={(event) => {
              setName(event.target.value);
              setProblem(undefined);
            }}
          />
          <FieldProblem id={`${id}-name`} problem={problem} field="name" />
        </label>
        <label className="field-block">
          <span>Topic</span>
          <input
            className="in"
            autoComplete="off"
            placeholder="What it’s about, if that helps"
            value={topic}
            aria-invalid={problem?.field === 'topic'}
            aria-describedby={`${id}-topic`}
            onChange={(event) => {
              setTopic(event.target.value);
              setProblem(undefined);
            }}
          />
          <FieldProblem id={`${id}-topic`} problem={problem} field="topic" />
        </label>
        {!room && (
          <button
            type="button"
            className="sw2"
            role="switch"
            aria-checked={isPrivate}
            onClick={() => setPrivate(!isPrivate)}
          >
            <span>
              Private
              <small>
                {isPrivate
                  ? 'Only its members see it. You choose whom to let in.'
                  : 'Everyone here can find it and read it from the first message.'}
              </small>
            </span>
            <i />
          </button>
        )}
        <FieldProblem id={`${id}-form`} problem={problem} field="form" />
        <div className="acts">
          <button type="button" className="btn bare" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="btn ink" disabled={busy}>
            {room ? 'Save' : 'Create room'}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function FieldProblem({
  id,
  problem,
  field,
}: {
  id: string;
  problem: Problem | undefined;
  field: Problem['field'];
}): ReactNode {
  if (problem?.field !== field) return null;
  return (
    <span className="err" id={id} role="alert">
      {problem.words}
    </span>
  );
}

function problemOf(error: unknown, name: string): Problem {
  if (error instanceof ClientError && error.code === 'conflict') {
    return { field: 'name', words: `There’s already a room called ${name}.` };
  }
  return { field: 'form', words: errorWords(error) };
}
