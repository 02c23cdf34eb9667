import type { Api } from '@confab/client';
import { liftSanction, listSanctions } from '@confab/client/moderation';
import type { Sanction } from '@confab/protocol';
import { type ReactNode, useEffect, useState } from 'react';
import { errorWords } from '../../store/error-words.ts';
import { endWords } from '../../store/restriction-words.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Problem } from '../../ui/problem.tsx';

interface Props {
  api: Api;
  /** A room's id; the whole server where left out. */
  room: string | undefined;
}

/** Who is muted or banned, why and until when, with the way out. */
export function SanctionsTab({ api, room }: Props): ReactNode {
  const [sanctions, setSanctions] = useState<readonly Sanction[]>();
  const [problem, setProblem] = useState('');
  useEffect(() => {
    listSanctions(api, room)
      .then(setSanctions)
      .catch((error: unknown) => setProblem(errorWords(error)));
  }, [api, room]);
  const lift = (id: string) => {
    setProblem('');
    liftSanction(api, room, id)
      .then(() => setSanctions((all) => all?.filter((one) => one.id !== id)))
      .catch((error: unknown) => setProblem(errorWords(error)));
  };
  return (
    <>
      <Problem words={problem} />
      {sanctions?.length === 0 && <p className="none">Nobody is muted or banned {room ? 'here' : 'on the server'}.</p>}
      <ul className="mod-people">
        {sanctions?.map(({ id, user, kind, reason, until, by }) => (
          <li key={id}>
            <Avatar user={user} size={28} />
            <div>
              <b>{user.name}</b> is {kind === 'mute' ? 'muted' : 'banned'} {endWords(until)}
              <small>
                “{reason}”, {by.name}
              </small>
            </div>
            <button
              type="button"
              className="btn line sm"
              aria-label={`Lift the ${kind} of ${user.name}`}
              onClick={() => lift(id)}
            >
              Lift
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
