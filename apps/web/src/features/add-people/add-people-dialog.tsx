import { type Api, addMember, findPeople, listMembers } from '@confab/client';
import type { Room, User } from '@confab/protocol';
import { Link } from 'lucide-react';
import { type FormEvent, type ReactNode, useCallback, useRef, useState } from 'react';
import { errorWords } from '../../store/error-words.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { type Candidate, PeopleField } from '../../ui/people-field.tsx';
import { Problem } from '../../ui/problem.tsx';

interface Props {
  api: Api;
  room: Room;
  onInvite: () => void;
  onClose: () => void;
}

const MOST = 50;

/** Lets people into a room, or leads to a link for those who aren't here yet. */
export default function AddPeopleDialog({ api, room, onInvite, onClose }: Props): ReactNode {
  const [picked, setPicked] = useState<readonly User[]>([]);
  // A name that is typed and not picked would be left out without a word.
  const [looking, setLooking] = useState(false);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const find = useCandidates(api, room.id);
  const add = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      for (const user of picked) await addMember(api, room.id, user.id);
      onClose();
    } catch (error) {
      setProblem(errorWords(error));
      setBusy(false);
    }
  };
  return (
    <Dialog title={`Add people to ${room.name}`} onClose={onClose}>
      <form className="inside" onSubmit={add}>
        <PeopleField
          label="People to add"
          placeholder="Search by name"
          picked={picked}
          onChange={setPicked}
          find={find}
          max={MOST}
          onLooking={setLooking}
        />
        <Problem words={problem} />
        <div className="acts">
          <button type="button" className="btn bare start" onClick={onInvite}>
            <Link className="i s" aria-hidden="true" />
            Invite with a link
          </button>
          <button type="submit" className="btn ink" disabled={busy || looking || picked.length === 0}>
            Add
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** Finds people, and says of whom that they are in the room already. */
function useCandidates(api: Api, room: string) {
  const members = useRef<Promise<Set<string>>>(undefined);
  return useCallback(
    async (text: string): Promise<Candidate[]> => {
      members.current ??= listMembers(api, room).then((list) => new Set(list.map(({ user }) => user.id)));
      // Without an answer the next search asks again.
      members.current.catch(() => {
        members.current = undefined;
      });
      const [found, inside] = await Promise.all([findPeople(api, text), members.current]);
      return found.map((one) => (inside.has(one.user.id) ? { ...one, taken: 'here already' } : one));
    },
    [api, room],
  );
}
