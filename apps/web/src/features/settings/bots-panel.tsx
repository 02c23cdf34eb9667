import { createBot, listBots, renewBotToken, revokeBot } from '@confab/client';
import { type BotInfo, type BotReply, normalizeName } from '@confab/protocol';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { useClient } from '../../store/client-context.ts';
import { errorWords } from '../../store/error-words.ts';
import { useRooms } from '../../store/rooms-store.ts';
import { NAME_WORDS } from '../../ui/name-words.ts';
import { Problem } from '../../ui/problem.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { writeClipboard } from '../../ui/write-clipboard.ts';
import { BotRow } from './bot-row.tsx';

/** The server's bots, for those who run it. */
export function BotsPanel(): ReactNode {
  const { api } = useClient();
  const [bots, setBots] = useState<BotInfo[]>();
  const [made, setMade] = useState<BotReply>();
  const [problem, setProblem] = useState('');
  const load = useCallback(() => listBots(api).then(setBots, (error: unknown) => setProblem(errorWords(error))), [api]);
  useEffect(() => void load(), [load]);

  const revoke = async (id: string) => {
    setProblem('');
    await revokeBot(api, id).catch((error: unknown) => setProblem(errorWords(error)));
    await load();
  };
  const renew = async (id: string) => {
    setProblem('');
    await renewBotToken(api, id).then(setMade, (error: unknown) => setProblem(errorWords(error)));
  };

  return (
    <div className="panel">
      {made ? (
        <NewToken key={made.token} made={made} onDone={() => setMade(undefined)} />
      ) : (
        <NewBot
          onMade={(reply) => {
            setMade(reply);
            void load();
          }}
        />
      )}
      <Problem words={problem} />
      <ul className="entries" aria-label="Bots" aria-busy={!bots}>
        {bots?.map((bot) => (
          <BotRow
            key={bot.user.id}
            bot={bot}
            onRenew={() => void renew(bot.user.id)}
            onRevoke={() => void revoke(bot.user.id)}
          />
        ))}
      </ul>
    </div>
  );
}

function NewBot({ onMade }: { onMade: (made: BotReply) => void }): ReactNode {
  const { api } = useClient();
  const rooms = useRooms((store) => store.rooms);
  const [name, setName] = useState('');
  const [where, setWhere] = useState('all');
  const { busy, problem, clear, onSubmit } = useSubmit(async () => {
    const wanted = normalizeName(name);
    if (!wanted.ok) return NAME_WORDS[wanted.problem];
    onMade(await createBot(api, { name: wanted.text, ...(where === 'all' ? { allRooms: true } : { rooms: [where] }) }));
    return undefined;
  }, errorWords);

  return (
    <form className="new-bot" onSubmit={onSubmit} noValidate>
      <TextField
        label="Name of a new bot"
        autoComplete="off"
        value={name}
        problem={problem}
        onChange={(value) => {
          setName(value);
          clear();
        }}
      />
      <label className="field-block">
        <span>It may be in</span>
        <select className="in" value={where} onChange={(event) => setWhere(event.target.value)}>
          <option value="all">Every public room</option>
          {rooms
            .filter((room) => room.kind === 'room')
            .map((room) => (
              <option key={room.id} value={room.id}>
                Only {room.name}
              </option>
            ))}
        </select>
      </label>
      <button type="submit" className="btn ink" disabled={busy}>
        Make a bot
      </button>
    </form>
  );
}

function NewToken({ made, onDone }: { made: BotReply; onDone: () => void }): ReactNode {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await writeClipboard(made.token).then(
      () => setCopied(true),
      // It can still be selected.
      () => undefined,
    );
  };
  return (
    <section className="new-token" aria-label={`The token of ${made.bot.user.name}`}>
      <p>This is the token of {made.bot.user.name}. It’s shown this once: keep it where your program finds it.</p>
      <code>{made.token}</code>
      <div className="acts">
        <span className="said" role="status">
          {copied && 'Copied.'}
        </span>
        <button type="button" className="btn line" onClick={() => void copy()}>
          Copy
        </button>
        <button type="button" className="btn ink" onClick={onDone}>
          Done
        </button>
      </div>
    </section>
  );
}
