import { type KeyboardEvent, useId, useState } from 'react';

/** The state of a `SuggestList`, for the field that has its keys. */
export interface Suggestions {
  /** What the list is to be given. */
  list: { id: string; selected: number };
  /** What the field says about its list, for assistive technology. */
  combobox: Record<string, string | undefined>;
  /** Selects the first one: something else is looked for. */
  reset: () => void;
  /** Returns whether the key was the list's. */
  onKey: (event: KeyboardEvent) => boolean;
}

/** Arrows select, Enter and Tab take, Escape closes, while there is something to take. */
export function useSuggestions<T>(
  options: readonly T[],
  onPick: (option: T) => void,
  onClose: () => void,
): Suggestions {
  const id = useId();
  const [chosen, setChosen] = useState(0);
  const count = options.length;
  const selected = Math.min(chosen, count - 1);

  const onKey = (event: KeyboardEvent): boolean => {
    const option = options[selected];
    if (!option) return false;
    if (event.key === 'ArrowDown') setChosen((selected + 1) % count);
    else if (event.key === 'ArrowUp') setChosen((selected - 1 + count) % count);
    else if (event.key === 'Escape') onClose();
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) onPick(option);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };

  return {
    list: { id, selected },
    combobox: {
      'aria-autocomplete': 'list',
      'aria-controls': count > 0 ? id : undefined,
      'aria-activedescendant': count > 0 ? `${id}-${selected}` : undefined,
    },
    reset: () => setChosen(0),
    onKey,
  };
}
