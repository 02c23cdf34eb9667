import { normalizeName } from '@confab/protocol';
import { UserRound } from 'lucide-react';
import { type CSSProperties, type ReactNode, useRef, useState } from 'react';
import { errorWords } from '../../store/error-words.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { NAME_WORDS } from '../../ui/name-words.ts';
import { useSubmit } from '../../ui/use-submit.ts';

/** In with a name and nothing else. @param onJoin starts a session; rejects where the server refuses */
export function GuestForm({ onJoin }: { onJoin: (name: string) => Promise<void> }): ReactNode {
  const [name, setName] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const { busy, problem, clear, onSubmit } = useSubmit(async () => {
    const wanted = normalizeName(name);
    if (wanted.ok) {
      await onJoin(wanted.text);
      return undefined;
    }
    field.current?.focus();
    return NAME_WORDS[wanted.problem];
  }, errorWords);

  return (
    <form onSubmit={onSubmit} noValidate>
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
            clear();
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
  );
}

function Nobody(): ReactNode {
  return (
    <span className="av ghost" style={{ '--d': '38px' } as CSSProperties} aria-hidden="true">
      <UserRound className="i" />
    </span>
  );
}
