import { changeServerRole, findPeople } from '@confab/client';
import type { FoundUser, ServerRole } from '@confab/protocol';
import { type ReactNode, useEffect, useState } from 'react';
import { useClient } from '../../store/client-context.ts';
import { errorWords } from '../../store/error-words.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Problem } from '../../ui/problem.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { AskRow } from './ask-row.tsx';

type AccountRole = Exclude<ServerRole, 'guest'>;

const ROLES: readonly [AccountRole, string][] = [
  ['member', 'Member'],
  ['admin', 'Admin'],
  ['owner', 'Owner'],
];

/** Who runs the server: its owners find people and say what they may do. */
export function RolesPanel(): ReactNode {
  const { api, user: me } = useClient();
  const [text, setText] = useState('');
  const [found, setFound] = useState<readonly FoundUser[]>();
  const [problem, setProblem] = useState('');

  useEffect(() => {
    let current = true;
    findPeople(api, text.trim()).then(
      // Guests have no account that a role could belong to.
      (users) => current && setFound(users.filter(({ user }) => user.kind === 'person')),
      (error: unknown) => current && setProblem(errorWords(error)),
    );
    return () => {
      current = false;
    };
  }, [api, text]);

  const change = async (user: string, wanted: AccountRole) => {
    setProblem('');
    try {
      const { role } = await changeServerRole(api, user, wanted);
      setFound((known) => known?.map((one) => (one.user.id === user ? { ...one, role } : one)));
    } catch (error) {
      setProblem(errorWords(error));
    }
  };

  return (
    <div className="panel">
      <TextField
        label="Find somebody with an account"
        autoComplete="off"
        value={text}
        onChange={setText}
        hint="Admins keep order in every public room, invite people and run the bots. Owners also say who is one."
      />
      <Problem words={problem} />
      <ul className="entries" aria-label="People" aria-busy={!found}>
        {found?.map((one) => (
          <RoleRow
            key={one.user.id}
            person={one}
            isMe={one.user.id === me?.id}
            onChange={(role) => void change(one.user.id, role)}
          />
        ))}
      </ul>
      {found?.length === 0 && (
        <p className="said">{text.trim() === '' ? 'Nobody has an account yet.' : `Nobody here is called “${text}”.`}</p>
      )}
    </div>
  );
}

interface RowProps {
  person: FoundUser;
  /** Nobody changes their own. */
  isMe: boolean;
  onChange: (role: AccountRole) => void;
}

function RoleRow({ person: { user, role = 'member' }, isMe, onChange }: RowProps): ReactNode {
  const [asking, setAsking] = useState(false);
  return (
    <li>
      <Avatar user={user} size={30} />
      <div>
        <b>{user.name}</b>
        {isMe && <span className="tag">You</span>}
      </div>
      {isMe ? (
        <small>{ROLES.find(([name]) => name === role)?.[1]}</small>
      ) : (
        <select
          className="in short"
          aria-label={`Role of ${user.name}`}
          value={asking ? 'owner' : role}
          onChange={({ target }) => {
            const next = ROLES.find(([name]) => name === target.value)?.[0];
            setAsking(next === 'owner');
            if (next && next !== 'owner') onChange(next);
          }}
        >
          {ROLES.map(([name, words]) => (
            <option key={name} value={name}>
              {words}
            </option>
          ))}
        </select>
      )}
      {asking && (
        <AskRow
          text={`${user.name} can change every role then, yours too.`}
          action="Make owner"
          onYes={() => {
            setAsking(false);
            onChange('owner');
          }}
          onNo={() => setAsking(false)}
        />
      )}
    </li>
  );
}
