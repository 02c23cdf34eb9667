import type { ReactNode } from 'react';

interface Props<T> {
  id: string;
  heading: string;
  options: readonly T[];
  query: string;
  selected: number;
  pictureOf: (option: T) => ReactNode;
  onPick: (option: T) => void;
}

/** What a word that is being typed can become, by name. The field keeps the focus, and `useSuggestions` its keys. */
export function SuggestList<T extends { id: string; name: string }>(props: Props<T>): ReactNode {
  const { id, heading, options, query, selected, pictureOf, onPick } = props;
  return (
    <div className="suggest">
      <h3 id={`${id}-label`}>{heading}</h3>
      <div role="listbox" id={id} aria-labelledby={`${id}-label`} tabIndex={-1}>
        {options.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
          // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus, and names the active option
          <div
            key={option.id}
            id={`${id}-${index}`}
            className="opt"
            role="option"
            aria-selected={index === selected}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick(option)}
          >
            {pictureOf(option)}
            <span>{marked(option.name, query)}</span>
            {index === selected && (
              <span className="e" aria-hidden="true">
                <kbd>↵</kbd>
              </span>
            )}
          </div>
        ))}
      </div>
    </div>
  );
}

function marked(name: string, query: string): ReactNode {
  const lower = name.toLocaleLowerCase();
  const wanted = query.toLocaleLowerCase();
  const at = lower.startsWith(wanted) ? 0 : lower.indexOf(` ${wanted}`) + 1;
  if (wanted === '' || lower.length !== name.length || at < 0) return name;
  return (
    <>
      {name.slice(0, at)}
      <mark>{name.slice(at, at + wanted.length)}</mark>
      {name.slice(at + wanted.length)}
    </>
  );
}
