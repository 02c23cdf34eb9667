import type { Message, User } from '@confab/protocol';
import { ArrowUpRight, PinOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { Avatar } from '../../ui/avatar.tsx';
import { fullTime, shortTime } from '../../ui/clock-time.ts';
import './pins.css';

interface Props {
  pins: readonly Message[];
  people: readonly User[];
  /** The text of a message. */
  text: (message: Message) => ReactNode;
  onShow: (message: Message) => void;
  /** Undefined where one may not unpin. */
  onUnpin: ((message: Message) => void) | undefined;
}

/** The pinned messages of a room, the latest pin first. */
export function PinsList({ pins, people, text, onShow, onUnpin }: Props): ReactNode {
  if (pins.length === 0) {
    return (
      <div className="scroll">
        <p className="side-note">Nothing is pinned here now.</p>
      </div>
    );
  }
  return (
    <div className="scroll">
      <ul className="pins">
        {pins.map((message) => (
          <li key={message.id} className="pin">
            <Avatar user={message.author} />
            <div className="content">
              <div className="by">
                <b>{message.author.name}</b>
                <time dateTime={new Date(message.at).toISOString()} title={fullTime(message.at)}>
                  {shortTime(message.at, Date.now())}
                </time>
              </div>
              <div className="body">{text(message)}</div>
              <p className="who">{pinnedBy(message, people)}</p>
              <div className="acts">
                <button type="button" className="btn line sm" onClick={() => onShow(message)}>
                  <ArrowUpRight className="i xs" aria-hidden="true" />
                  Show in room
                </button>
                {onUnpin && (
                  <button type="button" className="btn bare sm" onClick={() => onUnpin(message)}>
                    <PinOff className="i xs" aria-hidden="true" />
                    Unpin
                  </button>
                )}
              </div>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}

function pinnedBy({ pinned }: Message, people: readonly User[]): string {
  const name = people.find(({ id }) => id === pinned?.by)?.name;
  const when = pinned ? ` on ${fullTime(pinned.at)}` : '';
  return name ? `Pinned by ${name}${when}` : `Pinned${when}`;
}
