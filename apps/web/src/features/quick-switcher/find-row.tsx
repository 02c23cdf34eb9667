import { ChevronDown, Compass, MessagesSquare, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Avatar } from '../../ui/avatar.tsx';
import { fullTime, shortTime } from '../../ui/clock-time.ts';
import type { FindOption } from './find-options.ts';
import { MarkedText } from './marked-text.tsx';
import { SnippetText } from './snippet-text.tsx';

const HEADINGS: Record<FindOption['kind'], string> = {
  room: 'Rooms',
  message: 'Messages',
  more: 'Messages',
  create: 'Do',
  browse: 'Do',
};

interface Props {
  option: FindOption;
  /** The row above: a heading comes where another sort begins. */
  before: FindOption | undefined;
  query: string;
  index: number;
  selected: boolean;
  onTake: () => void;
}

/** Something to go to, under its heading where it is the first of its sort. */
export function FindRow({ option, before, query, index, selected, onTake }: Props): ReactNode {
  const heading = HEADINGS[option.kind];
  return (
    <>
      {(!before || HEADINGS[before.kind] !== heading) && (
        <div className="lab" role="presentation">
          {heading}
        </div>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the field has the focus, and names the active option */}
      <div
        id={`find-${index}`}
        className={option.kind === 'message' ? 'opt hit' : 'opt'}
        role="option"
        aria-selected={selected}
        onClick={onTake}
      >
        <Content option={option} query={query} />
        {selected && option.kind !== 'message' && <kbd>↵</kbd>}
      </div>
    </>
  );
}

function Content({ option, query }: { option: FindOption; query: string }): ReactNode {
  switch (option.kind) {
    case 'room':
      return (
        <>
          <MessagesSquare className="i" aria-hidden="true" />
          <span className="tx">
            <MarkedText text={option.room.name} query={query} />
          </span>
          <span className="e">{option.room.unread > 0 && <span>{option.room.unread} new</span>}</span>
        </>
      );
    case 'message':
      return <HitContent option={option} />;
    case 'more':
      return (
        <>
          <ChevronDown className="i" aria-hidden="true" />
          <span className="tx">More messages</span>
          <span className="e" />
        </>
      );
    case 'create':
      return (
        <>
          <Plus className="i" aria-hidden="true" />
          <span className="tx">New room called “{option.name}”</span>
          <span className="e" />
        </>
      );
    case 'browse':
      return (
        <>
          <Compass className="i" aria-hidden="true" />
          <span className="tx">Browse all rooms</span>
          <span className="e" />
        </>
      );
  }
}

function HitContent({ option }: { option: Extract<FindOption, { kind: 'message' }> }): ReactNode {
  const { message } = option.hit;
  return (
    <>
      <Avatar user={message.author} size={24} />
      <span className="found">
        <span className="source">
          <b>{message.author.name}</b>
          <span className="room">{option.room?.name ?? option.hit.room.name}</span>
          <time dateTime={new Date(message.at).toISOString()} title={fullTime(message.at)}>
            {shortTime(message.at, Date.now())}
          </time>
        </span>
        <span className="tx">
          <SnippetText snippet={option.hit.snippet} marks={option.hit.marks} />
        </span>
      </span>
    </>
  );
}
