import type { OutboxEntry } from '@confab/client';
import { type ReactNode, useState } from 'react';
import { useClient } from '../../store/client-context.ts';
import { useConnection } from '../../store/connection-store.ts';
import { failureWords } from '../../store/error-words.ts';
import { findRoom, useRooms } from '../../store/rooms-store.ts';
import { copyText } from './copy-text.ts';
import './kept-texts.css';

/** What one wrote to rooms that took no more of it, and that one cannot open: the text is not lost with the room. */
export function KeptTexts(): ReactNode {
  const client = useClient();
  const rooms = useRooms((store) => store.rooms);
  // A refusal, too, changes how much waits.
  useConnection((store) => store.waiting);
  const [, setRemoved] = useState('');
  const kept = client.unsent.filter(({ failure, room }) => failure && !findRoom(rooms, room));
  const remove = ({ room, id }: OutboxEntry) => {
    client.room(room).discard(id);
    setRemoved(id);
  };
  if (kept.length === 0) return null;
  return (
    <ul className="kept" aria-label="Not sent">
      {kept.map((entry) => (
        <li key={entry.id}>
          <p>{entry.body || entry.attachments?.map(({ name }) => name).join(', ')}</p>
          {entry.failure && <span>{failureWords(entry.failure)}</span>}
          <span className="acts">
            <button type="button" className="btn line sm" onClick={() => copyText(entry.body)}>
              Copy
            </button>
            <button type="button" className="btn bare sm" onClick={() => remove(entry)}>
              Remove
            </button>
          </span>
        </li>
      ))}
    </ul>
  );
}
