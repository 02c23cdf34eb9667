import { ClientError, setAvatar, updateProfile } from '@confab/client';
import { countCodePoints, LIMITS, normalizeName } from '@confab/protocol';
import { type ChangeEvent, type ReactNode, useRef, useState } from 'react';
import { setMe, useAccount } from '../../store/account-store.ts';
import { useClient } from '../../store/client-context.ts';
import { errorWords } from '../../store/error-words.ts';
import { useRooms } from '../../store/rooms-store.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { NAME_WORDS } from '../../ui/name-words.ts';
import { TextField } from '../../ui/text-field.tsx';
import { useSubmit } from '../../ui/use-submit.ts';

/** What one is called, how one looks, what one says about oneself. */
export function ProfilePanel(): ReactNode {
  const { api } = useClient();
  const me = useAccount((store) => store.me);
  const user = useRooms((store) => store.user) ?? me?.user;
  /** As it was when it was shown: only what is changed here is sent. */
  const [before, setBefore] = useState({ name: user?.name ?? '', statusText: me?.statusText ?? '' });
  const [name, setName] = useState(before.name);
  const [statusText, setStatusText] = useState(before.statusText);
  const [saved, setSaved] = useState(false);
  const { busy, problem, clear, onSubmit } = useSubmit(async () => {
    const wanted = normalizeName(name);
    if (!wanted.ok) return NAME_WORDS[wanted.problem];
    if (countCodePoints(statusText.trim()) > LIMITS.statusTextCodePoints) {
      return `A status has room for ${LIMITS.statusTextCodePoints} characters.`;
    }
    setMe(
      await updateProfile(api, {
        ...(name !== before.name && { name: wanted.text }),
        ...(statusText !== before.statusText && { statusText }),
      }),
    );
    setBefore({ name, statusText });
    setSaved(true);
    return undefined;
  }, errorWords);
  const edited = (set: (value: string) => void) => (value: string) => {
    set(value);
    setSaved(false);
    clear();
  };

  if (!user) return null;
  return (
    <form className="panel" onSubmit={onSubmit} noValidate>
      <PictureField />
      <TextField label="Your name" autoComplete="nickname" value={name} onChange={edited(setName)} />
      <TextField
        label="Status"
        autoComplete="off"
        placeholder="On leave until Monday"
        hint="A line that people see beside your name."
        value={statusText}
        onChange={edited(setStatusText)}
      />
      {me?.email && <p className="aside">You sign in as {me.email}.</p>}
      <div className="acts">
        <span className={problem ? 'err' : 'said'} role={problem ? 'alert' : 'status'}>
          {problem || (saved && 'Saved.')}
        </span>
        <button type="submit" className="btn ink" disabled={busy}>
          Save
        </button>
      </div>
    </form>
  );
}

function PictureField(): ReactNode {
  const { api } = useClient();
  const user = useRooms((store) => store.user);
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');

  const change = async (picture?: File) => {
    if (picture && picture.size > LIMITS.avatarBytes) return setProblem('Too big. A picture has room for 2 MB.');
    setBusy(true);
    setProblem('');
    try {
      setMe(await setAvatar(api, picture));
    } catch (error) {
      const isUnfit = error instanceof ClientError && error.code === 'invalid';
      setProblem(isUnfit ? 'That picture can’t be used. Take a PNG, JPEG, GIF, WebP or AVIF.' : errorWords(error));
    }
    setBusy(false);
  };
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const [picture] = event.target.files ?? [];
    // The same one may be chosen again.
    event.target.value = '';
    if (picture) void change(picture);
  };

  if (!user) return null;
  return (
    <div className="picture">
      <Avatar user={user} size={72} />
      <div>
        <button type="button" className="btn line" disabled={busy} onClick={() => input.current?.click()}>
          {user.avatar ? 'Change picture' : 'Add a picture'}
        </button>
        {user.avatar && (
          <button type="button" className="btn bare" disabled={busy} onClick={() => void change()}>
            Remove
          </button>
        )}
        <input
          ref={input}
          type="file"
          hidden
          accept="image/png,image/jpeg,image/gif,image/webp,image/avif"
          aria-label="Your picture"
          onChange={choose}
        />
        {problem && (
          <span className="err" role="alert">
            {problem}
          </span>
        )}
      </div>
    </div>
  );
}
