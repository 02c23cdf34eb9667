import type { ReactNode } from 'react';
import { SEARCH_FILTERS } from './search-filters.ts';
import type { SearchSort } from './use-message-search.ts';

const SORTS: readonly { sort: SearchSort; label: string }[] = [
  { sort: 'newest', label: 'Newest' },
  { sort: 'best', label: 'Best' },
];

interface Props {
  sort: SearchSort;
  onSort: (sort: SearchSort) => void;
  onFilter: (filter: string) => void;
}

/** What narrows the search, to be learned by tapping it, and what comes first. */
export function SearchBar({ sort, onSort, onFilter }: Props): ReactNode {
  return (
    <div className="narrow">
      <div className="filters">
        {SEARCH_FILTERS.map(({ text, label }) => (
          <button type="button" key={text} onClick={() => onFilter(text)}>
            {label}
          </button>
        ))}
      </div>
      <fieldset className="sorts" aria-label="Order of messages">
        {SORTS.map((choice) => (
          <label key={choice.sort}>
            <input type="radio" name="find-sort" checked={sort === choice.sort} onChange={() => onSort(choice.sort)} />
            {choice.label}
          </label>
        ))}
      </fieldset>
    </div>
  );
}
