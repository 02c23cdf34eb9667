import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import './tab-list.css';

interface Props<T> {
  label: string;
  tabs: readonly (readonly [T, string])[];
  current: T;
  onChoose: (tab: T) => void;
  /** What the current tab shows. */
  children: ReactNode;
}

/** Tabs over a panel: the arrow keys go from one to the next (WAI-ARIA, tabs with automatic activation). */
export function TabList<T extends string>({ label, tabs, current, onChoose, children }: Props<T>): ReactNode {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const now = tabs.findIndex(([tab]) => tab === current);
    const next = (now + step + tabs.length) % tabs.length;
    const tab = tabs[next]?.[0];
    if (tab !== undefined) onChoose(tab);
    list.current?.querySelectorAll('button')[next]?.focus();
    event.preventDefault();
  };
  return (
    <>
      <div ref={list} className="tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
        {tabs.map(([tab, words]) => (
          <button
            key={tab}
            type="button"
            role="tab"
            id={`${id}-${tab}`}
            aria-selected={tab === current}
            aria-controls={`${id}-panel`}
            tabIndex={tab === current ? 0 : -1}
            onClick={() => onChoose(tab)}
          >
            {words}
          </button>
        ))}
      </div>
      <div className="inside" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${current}`}>
        {children}
      </div>
    </>
  );
}
