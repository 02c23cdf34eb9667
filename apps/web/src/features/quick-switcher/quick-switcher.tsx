import type { Api } from '@confab/client';
import type { Message, RoomSummary } from '@confab/protocol';
import { Search, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { insertText } from '../../ui/insert-text.ts';
import { isComposing } from '../../ui/is-composing.ts';
import { SuggestList } from '../../ui/suggest-list.tsx';
import { useSuggestions } from '../../ui/use-suggestions.ts';
import { completeFilter } from './filter-completion.ts';
import { type FindOption, findOptions } from './find-options.ts';
import { FindRow } from './find-row.tsx';
import { SearchBar } from './search-bar.tsx';
import { withFilter, withoutOpenFilter } from './search-filters.ts';
import { type FilterOption, useFilterCompletion } from './use-filter-completion.tsx';
import { type MessageSearch, type SearchSort, useMessageSearch } from './use-message-search.ts';
import './quick-switcher.css';

interface Props {
  rooms: readonly RoomSummary[];
  api: Api;
  /** The reader's user id. */
  me: string;
  onOpen: (slug: string) => void;
  onShow: (slug: string, message: Message) => void;
  onCreate: (name: string) => void;
  onBrowse: () => void;
  onClose: () => void;
}

/** One field for rooms and messages, all by keyboard. */
export default function QuickSwitcher(props: Props): ReactNode {
  const [query, setQuery] = useState('');
  const [caret, setCaret] = useState(0);
  /** The query whose suggestions were closed. */
  const [closed, setClosed] = useState<string>();
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

  const found = useFilterCompletion({ ...props, query, caret });
  const completion = query === closed ? undefined : found;
  const complete = (option: FilterOption) => {
    if (field.current && completion) insertText(field.current, completeFilter(completion.filter, query, option.value));
  };
  const suggestions = useSuggestions(completion?.options ?? [], complete, () => setClosed(query));

  const type = (text: string, at = text.length) => {
    setQuery(text);
    setCaret(at);
    setClosed(undefined);
    setChosen(0);
    suggestions.reset();
  };

  const take = (option: FindOption | undefined) => {
    if (option?.kind === 'room') props.onOpen(option.room.slug);
    else if (option?.kind === 'create') props.onCreate(option.name);
    else if (option?.kind === 'browse') props.onBrowse();
    else if (option?.kind === 'more') search.more();
    else if (option?.kind === 'message') props.onShow(option.hit.room.slug, option.hit.message);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event) || suggestions.onKey(event)) return;
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
          {...(completion && suggestions.combobox)}
          onChange={({ target }) => type(target.value, target.selectionStart ?? undefined)}
          onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart ?? query.length)}
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
      {completion && (
        <SuggestList
          {...suggestions.list}
          heading={completion.filter.key === 'from' ? 'Messages from' : 'Messages in'}
          options={completion.options}
          query={completion.filter.name}
          pictureOf={(option) => option.picture}
          onPick={complete}
        />
      )}
      <div
        className="res"
        hidden={completion !== undefined}
        id="find-results"
        role="listbox"
        aria-label="Results"
        ref={results}
        tabIndex={-1}
      >
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
        {statusWords(query, search, completion !== undefined)}
      </p>
      <footer>
        <span>
          <kbd>↑</kbd>
          <kbd>↓</kbd> choose
        </span>
        <span>
          <kbd>↵</kbd> {completion ? 'take' : 'open'}
        </span>
        <span>“these words” in a row, -without</span>
      </footer>
    </Dialog>
  );
}

/** How the search for messages stands, where its results don't say it; nothing of it while a filter is completed. */
function statusWords(query: string, search: MessageSearch, completing: boolean): string {
  const { idle, busy, hits, problem, indexing } = search;
  const { asked, example } = withoutOpenFilter(query);
  if (example) return `Go on writing, such as ${example}.`;
  if (idle || completing) return '';
  if (problem) return `Messages can’t be searched now. ${problem}`;
  if (busy) return hits.length === 0 ? 'Searching messages' : '';
  if (indexing) return 'Old messages are still being read. More may turn up in a while.';
  return hits.length === 0 ? `No message matches “${asked}”. Try fewer words.` : '';
}
