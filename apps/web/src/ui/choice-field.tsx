import { type ReactNode, useId } from 'react';
import './choice-field.css';

interface Props<T> {
  label: string;
  choices: readonly (readonly [T, string])[];
  value: T;
  onChoose: (value: T) => void;
}

/** One of a few: all of them are seen at once, and the arrow keys move between them. */
export function ChoiceField<T extends string | number>({ label, choices, value, onChoose }: Props<T>): ReactNode {
  const name = useId();
  return (
    <fieldset className="choice">
      <legend>{label}</legend>
      <div>
        {choices.map(([one, words]) => (
          <label key={one}>
            <input type="radio" name={name} checked={one === value} onChange={() => onChoose(one)} />
            <span>{words}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
