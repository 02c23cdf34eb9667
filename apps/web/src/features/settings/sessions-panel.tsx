import { listSessions, revokeSession } from '@confab/client';
import type { OwnSession } from '@confab/protocol';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { useClient } from '../../store/client-context.ts';
import { errorWords } from '../../store/error-words.ts';
import { Problem } from '../../ui/problem.tsx';
import { deviceWords } from './device-words.ts';

const DATE = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const DATE_TIME = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** Where one is signed in, and signing out from afar. */
export function SessionsPanel(): ReactNode {
  const { api } = useClient();
  const [sessions, setSessions] = useState<OwnSession[]>();
  const [problem, setProblem] = useState('');
  const load = useCallback(
    () => listSessions(api).then(setSessions, (error: unknown) => setProblem(errorWords(error))),
    [api],
  );
  useEffect(() => void load(), [load]);

  const revoke = async (id?: string) => {
    setProblem('');
    await revokeSession(api, id).catch((error: unknown) => setProblem(errorWords(error)));
    await load();
  };

  const others = sessions?.filter((session) => !session.current) ?? [];
  return (
    <div className="panel">
      <ul className="entries" aria-label="Devices" aria-busy={!sessions}>
        {sessions?.map((session) => (
          <li key={session.id}>
            <div>
              <b>{deviceWords(session.userAgent)}</b>
              {session.current && <span className="tag">This device</span>}
              <small>
                {session.current ? 'In use now' : `Last seen ${DATE_TIME.format(session.lastSeenAt)}`}, signed in{' '}
                {DATE.format(session.startedAt)}
              </small>
            </div>
            {!session.current && (
              <button
                type="button"
                className="btn line sm"
                aria-label={`Sign out ${deviceWords(session.userAgent)}`}
                onClick={() => void revoke(session.id)}
              >
                Sign out
              </button>
            )}
          </li>
        ))}
      </ul>
      <Problem words={problem} />
      {others.length > 1 && (
        <div className="acts">
          <button type="button" className="btn warn" onClick={() => void revoke()}>
            Sign out everywhere else
          </button>
        </div>
      )}
    </div>
  );
}
