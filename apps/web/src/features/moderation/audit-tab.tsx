import type { Api } from '@confab/client';
import { readAudit } from '@confab/client/moderation';
import type { AuditAction, AuditEntry, AuditPage, User } from '@confab/protocol';
import { X } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { errorWords } from '../../store/error-words.ts';
import { endWords } from '../../store/restriction-words.ts';
import { fullTime, shortTime } from '../../ui/clock-time.ts';
import { Problem } from '../../ui/problem.tsx';
import { AUDIT_CHOICES, detailOf, sentenceOf } from './audit-words.ts';
import { withOlder } from './with-older.ts';

interface Props {
  api: Api;
  /** A room's id; everything that one may see where left out. */
  room: string | undefined;
}

interface Filter {
  action?: AuditAction;
  /** Somebody who did it, or whom it was done to. */
  actor?: User;
  user?: User;
}

/** Who did what to whom: newest first, narrowed by what was done and by the people one chooses. */
export function AuditTab({ api, room }: Props): ReactNode {
  const [filter, setFilter] = useState<Filter>({});
  const { entries, hasMore, older, problem } = useAudit(api, room, filter);
  return (
    <div className="mod-log">
      <div className="filters">
        <label>
          <span className="vh">What was done</span>
          <select
            className="in"
            value={filter.action ?? ''}
            onChange={(event) => {
              const action = AUDIT_CHOICES.find(([one]) => one === event.target.value)?.[0];
              const { action: _old, ...others } = filter;
              setFilter({ ...others, ...(action && { action }) });
            }}
          >
            <option value="">Everything</option>
            {AUDIT_CHOICES.map(([action, label]) => (
              <option key={action} value={action}>
                {label}
              </option>
            ))}
          </select>
        </label>
        {filter.actor && (
          <Chip words={`By ${filter.actor.name}`} onRemove={() => setFilter(without(filter, 'actor'))} />
        )}
        {filter.user && <Chip words={`To ${filter.user.name}`} onRemove={() => setFilter(without(filter, 'user'))} />}
      </div>
      <Problem words={problem} />
      {entries?.length === 0 && <p className="none">Nothing of that has happened.</p>}
      <ol>
        {entries?.map((entry) => (
          <li key={entry.id}>
            <p>
              <Sentence entry={entry} onNarrow={(more) => setFilter({ ...filter, ...more })} />
            </p>
            <small>
              <time dateTime={new Date(entry.at).toISOString()} title={fullTime(entry.at)}>
                {shortTime(entry.at, Date.now())}
              </time>{' '}
              {detailOf(entry, endWords)}
            </small>
          </li>
        ))}
      </ol>
      {hasMore && (
        <button type="button" className="btn line" onClick={older}>
          Older
        </button>
      )}
    </div>
  );
}

function Sentence({ entry, onNarrow }: { entry: AuditEntry; onNarrow: (more: Filter) => void }): ReactNode {
  const { actor, room, user } = entry;
  return sentenceOf(entry).map((part) => {
    if (part === '{actor}') return <Name key={part} user={actor} onChoose={() => onNarrow({ actor })} />;
    if (part === '{user}')
      return user ? <Name key={part} user={user} onChoose={() => onNarrow({ user })} /> : 'somebody';
    return part === '{room}' ? <b key={part}>{room?.name || 'a private room'}</b> : part;
  });
}

function Name({ user, onChoose }: { user: User; onChoose: () => void }): ReactNode {
  return (
    <button type="button" className="name-link" title={`Only ${user.name}`} onClick={onChoose}>
      {user.name}
    </button>
  );
}

function Chip({ words, onRemove }: { words: string; onRemove: () => void }): ReactNode {
  return (
    <button type="button" className="btn line sm" aria-label={`${words}: remove this filter`} onClick={onRemove}>
      {words}
      <X className="i xs" aria-hidden="true" />
    </button>
  );
}

function without(filter: Filter, key: 'actor' | 'user'): Filter {
  const { [key]: _removed, ...others } = filter;
  return others;
}

/** Reads page after page; a new filter begins anew. */
function useAudit(api: Api, room: string | undefined, { action, actor, user }: Filter) {
  const [log, setLog] = useState<AuditPage>();
  const [problem, setProblem] = useState('');
  const [actorId, userId] = [actor?.id, user?.id];
  const read = useCallback(
    (before?: number) =>
      readAudit(api, {
        ...(room && { room }),
        ...(action && { action }),
        ...(actorId && { actor: actorId }),
        ...(userId && { user: userId }),
        ...(before && { before }),
      }),
    [api, room, action, actorId, userId],
  );
  useEffect(() => {
    let wanted = true;
    read()
      .then((page) => {
        if (!wanted) return;
        setProblem('');
        setLog(page);
      })
      .catch((error: unknown) => wanted && setProblem(errorWords(error)));
    return () => {
      wanted = false;
    };
  }, [read]);
  const older = () => {
    const last = log?.entries.at(-1);
    read(last?.id)
      .then((page) => setLog((known) => known && withOlder(known, last, page)))
      .catch((error: unknown) => setProblem(errorWords(error)));
  };
  return { entries: log?.entries, hasMore: log?.hasMore ?? false, older, problem };
}
