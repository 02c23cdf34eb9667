import type { SanctionWish } from '@confab/client/moderation';
import type { SanctionKind, User } from '@confab/protocol';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useClient } from '../../store/client-context.ts';
import { errorWords } from '../../store/error-words.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Problem } from '../../ui/problem.tsx';
import { DURATIONS } from './durations.ts';
import { ReasonField, reasonProblem } from './reason-field.tsx';

interface Props {
  user: User;
  kind: SanctionKind;
  /** Where: a room’s name; the whole server where left out. */
  place: string | undefined;
  onImpose: (wish: SanctionWish) => Promise<void>;
  onClose: () => void;
}

const HOUR = 3_600_000;

/** Mutes or bans somebody: why, and for how long. */
export default function SanctionDialog({ user, kind, place, onImpose, onClose }: Props): ReactNode {
  const { clockOffset } = useClient();
  const [reason, setReason] = useState('');
  const [duration, setDuration] = useState(kind === 'mute' ? HOUR : 0);
  const [problem, setProblem] = useState({ reason: '', form: '' });
  const [busy, setBusy] = useState(false);
  const impose = async (event: FormEvent) => {
    event.preventDefault();
    const wrong = reasonProblem(reason);
    setProblem({ reason: wrong, form: '' });
    if (wrong) return;
    setBusy(true);
    try {
      await onImpose({ kind, reason, ...(duration > 0 && { until: Date.now() + clockOffset + duration }) });
    } catch (error) {
      setProblem({ reason: '', form: errorWords(error) });
      setBusy(false);
    }
  };
  return (
    <Dialog title={titleOf(kind, user.name, place)} onClose={onClose}>
      <form className="inside" onSubmit={impose} noValidate>
        <p>{consequenceOf(kind, place)}</p>
        <ReasonField
          label="Reason"
          placeholder="They will read it"
          value={reason}
          problem={problem.reason}
          onChange={setReason}
        />
        <ChoiceField label="For how long" choices={DURATIONS[kind]} value={duration} onChoose={setDuration} />
        <Problem words={problem.form} />
        <div className="acts">
          <button type="button" className="btn bare" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="btn warn" disabled={busy}>
            {kind === 'mute' ? 'Mute' : 'Ban'}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function titleOf(kind: SanctionKind, name: string, place: string | undefined): string {
  if (kind === 'mute') return place === undefined ? `Mute ${name} everywhere?` : `Mute ${name}?`;
  return `Ban ${name} from ${place ?? 'the server'}?`;
}

function consequenceOf(kind: SanctionKind, place: string | undefined): string {
  if (kind === 'mute') return `They can still read ${place ?? 'every room'}, and can’t write or react.`;
  return place === undefined
    ? 'They are signed out everywhere at once and can’t come back meanwhile. What they wrote stays.'
    : 'They leave the room at once and can’t come back meanwhile. What they wrote stays.';
}
