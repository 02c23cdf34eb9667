import type { Restriction } from '@confab/protocol';
import { type ReactNode, useState } from 'react';
import type { Doors } from '../../store/account-store.ts';
import { restrictionWords } from '../../store/restriction-words.ts';
import { Mark } from '../../ui/mark.tsx';
import { ForgotForm } from './forgot-form.tsx';
import { GuestForm } from './guest-form.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { SignUpForm } from './sign-up-form.tsx';
import { StageArt } from './stage-art.tsx';
import type { SignUpFields } from './use-sign-up.ts';
import { type Way, Ways } from './ways.tsx';
import './sign-in.css';

/** What the page does with what somebody filled in; each rejects where the server refuses. */
export interface Entrances {
  onJoin: (name: string) => Promise<void>;
  onSignIn: (fields: { email: string; password: string }) => Promise<void>;
  onSignUp: (fields: SignUpFields) => Promise<void>;
  onForgot: (email: string) => Promise<void>;
}

interface Props extends Entrances {
  /** The name of the place. */
  place: string;
  doors: Doors;
  /** Whoever was signed in here is banned from the server. */
  ban: Restriction | undefined;
  /** The code of the invite that somebody came with; empty for none. */
  invite: string;
}

/** The first page: as a guest with a name, with an account, or with a new one. */
export function SignInPage({ place, doors, invite, ban, onJoin, onSignIn, onSignUp, onForgot }: Props): ReactNode {
  const [way, setWay] = useState<Way>(() => firstWay(doors, invite));
  return (
    <div className="signin">
      <main className="col">
        <div className="brand">
          <Mark size={28} />
          {place}
        </div>
        {ban && (
          <p className="banned" role="alert">
            {restrictionWords(ban, place)}
          </p>
        )}
        <div className="entrance">
          {way === 'guest' && <GuestForm onJoin={onJoin} />}
          {way === 'sign-in' && <SignInForm onSignIn={onSignIn} />}
          {way === 'sign-up' && <SignUpForm invite={invite} onSignUp={onSignUp} />}
          {way === 'forgot' && <ForgotForm mail={doors.mail} onForgot={onForgot} />}
          <Ways way={way} doors={doors} onChoose={setWay} />
        </div>
        <p className="fine">Runs on {location.host}, kept by your own team.</p>
      </main>
      <StageArt />
    </div>
  );
}

function firstWay({ guests, signUp }: Doors, invite: string): Way {
  if (invite !== '' && signUp !== 'closed') return 'sign-up';
  return guests ? 'guest' : 'sign-in';
}
