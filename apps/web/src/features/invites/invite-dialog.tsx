import { type Api, createInvite, listInvites, revokeInvite } from '@confab/client';
import type { Invite, Room } from '@confab/protocol';
import { Check, Copy } from 'lucide-react';
import { type FormEvent, type ReactNode, useCallback, useEffect, useState } from 'react';
import { errorWords } from '../../store/error-words.ts';
import { fullDate } from '../../ui/clock-time.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { writeClipboard } from '../../ui/write-clipboard.ts';
import './invites.css';
import { Problem } from '../../ui/problem.tsx';

interface Props {
  api: Api;
  /** Where the link leads into; undefined for the server itself. */
  room: Room | undefined;
  /** What the server is called. */
  place: string;
  /** The address of an invite. */
  linkOf: (code: string) => string;
  onClose: () => void;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const PERIODS: readonly [string, number][] = [
  ['a day', DAY_MS],
  ['a week', 7 * DAY_MS],
  ['a month', 30 * DAY_MS],
  ['a year', 365 * DAY_MS],
];
const USES: readonly [string, number | undefined][] = [
  ['anyone', undefined],
  ['one person', 1],
  ['10 people', 10],
  ['100 people', 100],
];

/** Makes links that let people in, and ends them. */
export default function InviteDialog({ api, room, place, linkOf, onClose }: Props): ReactNode {
  const [period, setPeriod] = useState(1);
  const [uses, setUses] = useState(0);
  const [link, setLink] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const fail = useCallback((error: unknown) => setProblem(errorWords(error)), []);
  const { invites, reload } = useInvites(api, room?.id, fail);

  const make = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    const expiresInMs = PERIODS[period]?.[1] ?? DAY_MS;
    const maxUses = USES[uses]?.[1];
    try {
      const { code } = await createInvite(api, room?.id, { expiresInMs, ...(maxUses && { maxUses }) });
      setLink(linkOf(code));
      reload();
    } catch (error) {
      fail(error);
    }
    setBusy(false);
  };
  const revoke = (invite: Invite) => revokeInvite(api, room?.id, invite.id).then(reload, fail);

  return (
    <Dialog title={`Invite to ${room?.name ?? place}`} onClose={onClose} className="invites">
      <div className="inside">
        <p>{wordsOf(room, place)}</p>
        <form onSubmit={make}>
          <Choice label="It works for" options={PERIODS} value={period} onChange={setPeriod} />
          <Choice label="It lets in" options={USES} value={uses} onChange={setUses} />
          <button type="submit" className="btn ink" data-first disabled={busy}>
            Make link
          </button>
        </form>
        {link && <Link link={link} key={link} />}
        <Problem words={problem} />
        {invites.length > 0 && (
          <section>
            <h3>Open links</h3>
            <ul aria-label="Open links">
              {invites.map((invite) => (
                <li key={invite.id}>
                  <span>
                    {invite.by.name}
                    <small>{factsOf(invite)}</small>
                  </span>
                  <button type="button" className="btn line sm" onClick={() => revoke(invite)}>
                    Revoke
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </Dialog>
  );
}

/** The link that was just made: the only time that anybody sees it. */
function Link({ link }: { link: string }): ReactNode {
  const [copied, setCopied] = useState(false);
  const copy = () =>
    writeClipboard(link).then(
      () => setCopied(true),
      // Without leave to copy, the link is in the field.
      () => undefined,
    );
  const Icon = copied ? Check : Copy;
  return (
    <div className="made">
      <input
        className="in"
        readOnly
        aria-label="The link"
        value={link}
        onFocus={(event) => event.currentTarget.select()}
      />
      <button type="button" className="btn line" onClick={copy}>
        <Icon className="i s" aria-hidden="true" />
        {copied ? 'Copied' : 'Copy'}
      </button>
      <small>It’s shown this once. You can always make another.</small>
    </div>
  );
}

interface ChoiceProps {
  label: string;
  options: readonly (readonly [string, unknown])[];
  value: number;
  onChange: (value: number) => void;
}

function Choice({ label, options, value, onChange }: ChoiceProps): ReactNode {
  return (
    <label className="field-block">
      <span>{label}</span>
      <select className="in" value={value} onChange={(event) => onChange(Number(event.target.value))}>
        {options.map(([words], i) => (
          <option key={words} value={i}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

function useInvites(api: Api, room: string | undefined, onFailure: (error: unknown) => void) {
  const [invites, setInvites] = useState<readonly Invite[]>([]);
  const reload = useCallback(() => {
    listInvites(api, room).then(setInvites, onFailure);
  }, [api, room, onFailure]);
  useEffect(reload, [reload]);
  return { invites, reload };
}

function wordsOf(room: Room | undefined, place: string): string {
  if (!room) return `Whoever has the link can make an account on ${place}.`;
  return `Whoever has the link and is on ${place} gets into ${room.name}, from the first message on.`;
}

function factsOf({ expiresAt, maxUses, uses }: Invite): string {
  const used = maxUses === undefined ? `${uses} came in` : `${uses} of ${maxUses} came in`;
  return `${used}, open until ${fullDate(expiresAt)}`;
}
