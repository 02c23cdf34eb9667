import { countCodePoints, LIMITS } from '@confab/protocol';
import { type ReactNode, useId } from 'react';

interface Props {
  label: string;
  placeholder: string;
  value: string;
  problem: string;
  onChange: (value: string) => void;
}

/** Why: one line that is asked for. */
export function ReasonField({ label, placeholder, value, problem, onChange }: Props): ReactNode {
  const id = useId();
  return (
    <label className="field-block">
      <span>{label}</span>
      <input
        className="in"
        autoComplete="off"
        placeholder={placeholder}
        value={value}
        aria-invalid={problem !== ''}
        aria-describedby={id}
        onChange={(event) => onChange(event.target.value)}
      />
      {problem && (
        <span className="err" id={id} role="alert">
          {problem}
        </span>
      )}
    </label>
  );
}

/** What is wrong with a reason, in words; empty where it will do. */
export function reasonProblem(reason: string): string {
  if (reason.trim() === '') return 'Write a reason first.';
  return countCodePoints(reason.trim()) > LIMITS.reasonCodePoints
    ? `A reason has room for ${LIMITS.reasonCodePoints} characters.`
    : '';
}
