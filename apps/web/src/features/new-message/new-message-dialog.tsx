import { type Api, findPeople, openDirectRoom } from '@confab/client';
import { LIMITS, type User } from '@confab/protocol';
import { type FormEvent, type ReactNode, useCallback, useState } from 'react';
import { errorWords } from '../../store/error-words.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { PeopleField } from '../../ui/people-field.tsx';
import { Problem } from '../../ui/problem.tsx';

interface Props {
  api: Api;
  /** The reader's user id. */
  me: string;
  onOpen: (slug: string) => void;
  onClose: () => void;
}

/** Asks whom to write to, and opens the room with them. */
export default function NewMessageDialog({ api, me, onOpen, onClose }: Props): ReactNode {
  const [picked, setPicked] = useState<readonly User[]>([]);
  // A name that is typed and not picked would be left out without a word.
  const [looking, setLooking] = useState(false);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const find = useCallback(
    async (text: string) => (await findPeople(api, text)).filter(({ user }) => user.id !== me),
    [api, me],
  );
  const open = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      onOpen(
        (
          await openDirectRoom(
            api,
            picked.map(({ id }) => id),
          )
        ).slug,
      );
    } catch (error) {
      setProblem(errorWords(error));
      setBusy(false);
    }
  };
  return (
    <Dialog title="New message" onClose={onClose}>
      <form className="inside" onSubmit={open}>
        <PeopleField
          label="To"
          placeholder="Whom do you want to write to?"
          picked={picked}
          onChange={setPicked}
          find={find}
          max={LIMITS.directMembers - 1}
          onLooking={setLooking}
        />
        <Problem words={problem} />
        <div className="acts">
          <button type="button" className="btn bare" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="btn ink" disabled={busy || looking}>
            {picked.length === 0 && !looking ? 'Write to yourself' : 'Write'}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
