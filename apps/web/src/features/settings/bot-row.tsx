import type { BotInfo } from '@confab/protocol';
import { type ReactNode, useState } from 'react';
import { Avatar } from '../../ui/avatar.tsx';
import { AskRow } from './ask-row.tsx';

interface Props {
  bot: BotInfo;
  /** Gives it a new token. */
  onRenew: () => void;
  onRevoke: () => void;
}

/** What is asked before. */
const QUESTIONS = {
  renew: { text: 'The old token ends at once.', action: 'Make a new token' },
  revoke: { text: 'It ends for good. What it said stays.', action: 'Revoke' },
};

/** One bot, with what can be done about it. */
export function BotRow({ bot: { user, allRooms, createdBy }, onRenew, onRevoke }: Props): ReactNode {
  const [asking, setAsking] = useState<keyof typeof QUESTIONS>();
  const answer = { renew: onRenew, revoke: onRevoke };
  return (
    <li>
      <Avatar user={user} size={30} />
      <div>
        <b>{user.name}</b>
        <small>
          {allRooms ? 'Every public room' : 'The rooms it was let into'}, made by {createdBy.name}
        </small>
      </div>
      {!asking && (
        <span className="row-acts">
          <button
            type="button"
            className="btn line sm"
            aria-label={`New token for ${user.name}`}
            onClick={() => setAsking('renew')}
          >
            New token
          </button>
          <button
            type="button"
            className="btn line sm"
            aria-label={`Revoke ${user.name}`}
            onClick={() => setAsking('revoke')}
          >
            Revoke
          </button>
        </span>
      )}
      {asking && (
        <AskRow
          {...QUESTIONS[asking]}
          onYes={() => {
            setAsking(undefined);
            answer[asking]();
          }}
          onNo={() => setAsking(undefined)}
        />
      )}
    </li>
  );
}
