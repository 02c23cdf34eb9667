import type { Api } from '@confab/client';
import type { Message, RoomSummary } from '@confab/protocol';
import { Compass, MessagesSquare, Plus, Search, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Avatar } from '../../ui/avatar.tsx';
import { shortTime } from '../../ui/clock-time.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { type FindOption, findOptions } from './find-options.ts';
import { MarkedText } from './marked-text.tsx';
import { useMessageSearch } from './use-message-search.ts';
import './quick-switcher.css';

interface Props {
  rooms: readonly RoomSummary[];
  api: Api;
  onOpen: (slug: string) => void;
  onShow: (slug: string, message: Message) => void;
  onCreate: (name: string) => void;
  onBrowse: () => void;
  onClose: () => void;
}

/** One field for rooms and messages, all by keyboard. */
export default function QuickSwitcher(props: Props): ReactNode {
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const { hits, busy, problem } = useMessageSearch(props.api, query);
  const options = findOptions(query, props.rooms, hits);
  const selected = Math.min(chosen, options.length - 1);
  const results = useRef<HTMLDivElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another option is selected
  useEffect(() => {
    results.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [selected, options.length]);

  const take = (option: FindOption | undefined) => {
    if (option?.kind === 'room') props.onOpen(option.room.slug);
    else if (option?.kind === 'create') props.onCreate(option.name);
    else if (option?.kind === 'browse') props.onBrowse();
    else if (option?.room) props.onShow(option.room.slug, option.message);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === 'ArrowDown') setChosen((selected + 1) % options.length);
    else if (event.key === 'ArrowUp') setChosen((selected - 1 + options.length) % options.length);
    else if (event.key === 'Enter') take(options[selected]);
    else return;
    event.preventDefault();
  };

  return (
    <Dialog title="Find anything" onClose={props.onClose} className="palette" bare>
      <div className="q">
        <Search className="i" aria-hidden="true" />
        <input
          value={query}
          placeholder="Rooms and messages"
          aria-label="Find rooms and messages"
          role="combobox"
          aria-expanded
          aria-autocomplete="list"
          aria-controls="find-results"
          aria-activedescendant={`find-${selected}`}
          spellCheck={false}
          onChange={(event) => {
            setQuery(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
        />
        <kbd>esc</kbd>
        <span className="only-phone">
          <IconButton icon={X} label="Close" onClick={props.onClose} />
        </span>
      </div>
      <div className="res" id="find-results" role="listbox" aria-label="Results" ref={results} tabIndex={-1}>
        {options.map((option, index) => (
          <Option
            key={option.key}
            option={option}
            heading={headingOf(option, options[index - 1])}
            query={query}
            index={index}
            selected={index === selected}
            onTake={() => take(option)}
          />
        ))}
      </div>
      {(problem || busy) && (
        <p className="nothing">{problem ? `Messages can’t be searched now. ${problem}` : 'Searching messages'}</p>
      )}
      <footer>
        <span>
          <kbd>↑</kbd>
          <kbd>↓</kbd> choose
        </span>
        <span>
          <kbd>↵</kbd> open
        </span>
      </footer>
    </Dialog>
  );
}

/** Markdown that would only be in the way in one line. */
const MARKS = /`+|\*\*|~~/g;

const HEADINGS: Record<FindOption['kind'], string> = { room: 'Rooms', message: 'Messages', create: 'Do', browse: 'Do' };

function headingOf(option: FindOption, before: FindOption | undefined): string | undefined {
  const heading = HEADINGS[option.kind];
  return before && HEADINGS[before.kind] === heading ? undefined : heading;
}

interface OptionProps {
  option: FindOption;
  heading: string | undefined;
  query: string;
  index: number;
  selected: boolean;
  onTake: () => void;
}

function Option({ option, heading, query, index, selected, onTake }: OptionProps): ReactNode {
  return (
    <>
      {heading && (
        <div className="lab" role="presentation">
          {heading}
        </div>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the field has the focus, and names the active option */}
      <div id={`find-${index}`} className="opt" role="option" aria-selected={selected} onClick={onTake}>
        <OptionContent option={option} query={query} />
        {selected && <kbd>↵</kbd>}
      </div>
    </>
  );
}

function OptionContent({ option, query }: { option: FindOption; query: string }): ReactNode {
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
      return (
        <>
          <Avatar user={option.message.author} size={24} />
          <span className="tx">
            <MarkedText text={option.snippet.replaceAll(MARKS, '')} query={query} />
          </span>
          <span className="e">
            <span>
              {option.room?.name ?? 'another room'}, {shortTime(option.message.at, Date.now())}
            </span>
          </span>
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
