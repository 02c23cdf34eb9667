import { normalizeName } from '@confab/protocol';
import { UserRound } from 'lucide-react';
import { type CSSProperties, type FormEvent, type ReactNode, useRef, useState } from 'react';
import { errorWords } from '../../store/error-words.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Mark } from '../../ui/mark.tsx';
import { NAME_WORDS } from '../../ui/name-words.ts';
import { StageArt } from './stage-art.tsx';
import './sign-in.css';

interface Props {
  /** The name of the place. */
  place: string;
  /** Starts a session under a name; rejects where the server refuses. */
  onJoin: (name: string) => Promise<void>;
}

function Nobody(): ReactNode {
  return (
    <span className="av ghost" style={{ '--d': '38px' } as CSSProperties} aria-hidden="true">
      <UserRound className="i" />
    </span>
  );
}

/** The first page: a name, and in. */
export function SignInPage({ place, onJoin }: Props): ReactNode {
  const [name, setName] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  const join = async (event: FormEvent) => {
    event.preventDefault();
    const wanted = normalizeName(name);
    if (!wanted.ok) {
      setProblem(NAME_WORDS[wanted.problem]);
      field.current?.focus();
      return;
    }
    setBusy(true);
    setProblem('');
    try {
      await onJoin(wanted.text);
    } catch (error) {
      setProblem(errorWords(error));
      setBusy(false);
    }
  };

  return (
    <div className="signin">
      <main className="col">
        <div className="brand">
          <Mark size={28} />
          {place}
        </div>
        <form onSubmit={join} noValidate>
          <h1>What should we call you?</h1>
          <p className="lede">Pick the name people here know you by.</p>
          <label htmlFor="name">Your name</label>
          <div className={problem ? 'name bad' : 'name'}>
            {name.trim() === '' ? <Nobody /> : <Avatar user={{ id: 'you', name, kind: 'guest' }} size={38} />}
            <input
              ref={field}
              id="name"
              value={name}
              // biome-ignore lint/a11y/noAutofocus: the page's only field, and what one is here for
              autoFocus
              autoComplete="nickname"
              spellCheck={false}
              aria-describedby="name-help"
              aria-invalid={problem !== ''}
              onChange={(event) => {
                setName(event.target.value);
                setProblem('');
              }}
            />
          </div>
          <p className={problem ? 'help bad' : 'help'} id="name-help" role={problem ? 'alert' : undefined}>
            {problem || 'No account, no password. This browser remembers you.'}
          </p>
          <button type="submit" className="btn ink lg" disabled={busy}>
            Join
          </button>
        </form>
        <p className="fine">Runs on {location.host}, kept by your own team.</p>
      </main>
      <StageArt />
    </div>
  );
}
