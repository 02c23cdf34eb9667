import { acceptInvite, type Client, ClientError, previewInvite } from '@confab/client';
import type { InvitePreview } from '@confab/protocol';
import { type ReactNode, useEffect, useState } from 'react';
import { errorWords } from '../../store/error-words.ts';
import { Mark } from '../../ui/mark.tsx';

interface Props {
  client: Client;
  code: string;
  /** What the server is called. */
  place: string;
  /** One is in the room of this address now. */
  onEntered: (slug: string) => void;
  onDecline: () => void;
}

/** Where an invite leads to, and the way in. */
export default function InviteWelcome({ client, code, place, onEntered, onDecline }: Props): ReactNode {
  const [preview, setPreview] = useState<InvitePreview>();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    let current = true;
    previewInvite(client.api, code).then(
      (found) => current && setPreview(found),
      (error: unknown) => current && setProblem(error),
    );
    return () => {
      current = false;
    };
  }, [client, code]);

  const enter = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const room = await acceptInvite(client.api, code);
      await client.room(room.id).join();
      onEntered(room.slug);
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };

  if (!preview && problem === undefined) return null;
  // What has failed for a moment can be tried again.
  const room = isGone(problem) ? undefined : preview?.room;
  return (
    <div className="empty">
      <Mark size={44} />
      {room && preview && (
        <>
          <h1>
            {preview.by} invites you to {room.name}.
          </h1>
          <p>{wordsOf(room)}</p>
        </>
      )}
      {preview && !preview.room && problem === undefined && (
        <>
          <h1>You’re on {place} already.</h1>
          <p>This link is for making an account here.</p>
        </>
      )}
      {problem !== undefined && (
        <div role="alert">
          <h1>{isGone(problem) ? 'This link leads nowhere any more.' : 'That didn’t work.'}</h1>
          <p>{isGone(problem) ? 'It was used up, has ended, or was revoked. Ask for another.' : errorWords(problem)}</p>
        </div>
      )}
      <div className="acts">
        {room && (
          <button type="button" className="btn ink" disabled={busy} onClick={enter}>
            Go in
          </button>
        )}
        <button type="button" className="btn line" onClick={onDecline}>
          {room ? 'Not now' : 'Go to your rooms'}
        </button>
      </div>
    </div>
  );
}

function wordsOf(room: NonNullable<InvitePreview['room']>): string {
  const who = room.private ? 'Only its members see it.' : 'Everyone here can find it.';
  return room.topic ? `${room.topic} · ${who}` : who;
}

function isGone(problem: unknown): boolean {
  return problem instanceof ClientError && problem.code === 'invite_not_found';
}
