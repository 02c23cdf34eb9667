import type { Api } from '@confab/client';
import type { Message, RoomSummary } from '@confab/protocol';
import { Search, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { isComposing } from '../../ui/is-composing.ts';
import { type FindOption, findOptions } from './find-options.ts';
import { FindRow } from './find-row.tsx';
import { SearchBar } from './search-bar.tsx';
import { withFilter, withoutOpenFilter } from './search-filters.ts';
import { type MessageSearch, type SearchSort, useMessageSearch } from './use-message-search.ts';
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
  const [sort, setSort] = useState<SearchSort>('newest');
  const search = useMessageSearch(props.api, query, sort);
  const options = findOptions(query, props.rooms, search.hits, search.hasMore);
  const selected = Math.min(chosen, options.length - 1);
  const results = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another option is selected
  useEffect(() => {
    results.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [selected, options.length]);

  const type = (text: string) => {
    setQuery(text);
    setChosen(0);
  };

  const take = (option: FindOption | undefined) => {
    if (option?.kind === 'room') props.onOpen(option.room.slug);
    else if (option?.kind === 'create') props.onCreate(option.name);
    else if (option?.kind === 'browse') props.onBrowse();
    else if (option?.kind === 'more') search.more();
    else if (option?.kind === 'message') props.onShow(option.hit.room.slug, option.hit.message);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
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
          ref={field}
          value={query}
          placeholder="Rooms and messages"
          aria-label="Find rooms and messages"
          role="combobox"
          aria-expanded
          aria-autocomplete="list"
          aria-controls="find-results"
          aria-activedescendant={`find-${selected}`}
          spellCheck={false}
          autoComplete="off"
          enterKeyHint="go"
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <kbd>esc</kbd>
        <span className="only-phone">
          <IconButton icon={X} label="Close" onClick={props.onClose} />
        </span>
      </div>
      <SearchBar
        sort={sort}
        onSort={setSort}
        onFilter={(filter) => {
          type(withFilter(query, filter));
          field.current?.focus();
        }}
      />
      <div className="res" id="find-results" role="listbox" aria-label="Results" ref={results} tabIndex={-1}>
        {options.map((option, index) => (
          <FindRow
            key={option.key}
            option={option}
            before={options[index - 1]}
            query={query}
            index={index}
            selected={index === selected}
            onTake={() => take(option)}
          />
        ))}
      </div>
      <p className="nothing" role="status">
        {statusWords(query, search)}
      </p>
      <footer>
        <span>
          <kbd>↑</kbd>
          <kbd>↓</kbd> choose
        </span>
        <span>
          <kbd>↵</kbd> open
        </span>
        <span>“these words” in a row, -without</span>
      </footer>
    </Dialog>
  );
}

/** How the search for messages stands, where its results don't say it. */
function statusWords(query: string, { idle, busy, hits, problem, indexing }: MessageSearch): string {
  const { asked, example } = withoutOpenFilter(query);
  if (example) return `Go on writing, such as ${example}.`;
  if (idle) return '';
  if (problem) return `Messages can’t be searched now. ${problem}`;
  if (busy) return hits.length === 0 ? 'Searching messages' : '';
  if (indexing) return 'Old messages are still being read. More may turn up in a while.';
  return hits.length === 0 ? `No message matches “${asked}”. Try fewer words.` : '';
}
