import { Eye, EyeOff } from 'lucide-react';
import { type ReactNode, type Ref, useId, useState } from 'react';
import './text-field.css';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  type?: 'text' | 'email' | 'password';
  /** What the browser and its password manager may fill in. */
  autoComplete: string;
  /** A line under the field. */
  hint?: string | undefined;
  /** What is wrong, in place of the hint; empty for nothing. */
  problem?: string | undefined;
  placeholder?: string | undefined;
  maxLength?: number;
  autoFocus?: boolean;
  ref?: Ref<HTMLInputElement>;
}

/** A field of one line with its label and what there is to say about it. A password can be shown. */
export function TextField({ label, value, onChange, type = 'text', hint, problem, ref, ...rest }: Props): ReactNode {
  const id = useId();
  const [shown, setShown] = useState(false);
  const isPassword = type === 'password';
  const Icon = shown ? EyeOff : Eye;
  return (
    <div className="field-block text-field">
      <label htmlFor={id}>{label}</label>
      <span className="with-button">
        <input
          {...rest}
          ref={ref}
          id={id}
          className="in"
          type={isPassword && shown ? 'text' : type}
          value={value}
          spellCheck={false}
          autoCapitalize={type === 'text' ? undefined : 'none'}
          aria-invalid={Boolean(problem)}
          aria-describedby={problem || hint ? `${id}-more` : undefined}
          onChange={(event) => onChange(event.target.value)}
        />
        {isPassword && (
          <button
            type="button"
            className="ib"
            aria-label="Show the password"
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
          >
            <Icon className="i s" aria-hidden="true" />
          </button>
        )}
      </span>
      {(problem || hint) && (
        <span id={`${id}-more`} className={problem ? 'err' : 'hint'} role={problem ? 'alert' : undefined}>
          {problem || hint}
        </span>
      )}
    </div>
  );
}
