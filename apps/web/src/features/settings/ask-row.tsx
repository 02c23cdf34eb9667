import { type ReactNode, useEffect, useRef } from 'react';

interface Props {
  /** What will happen. */
  text: string;
  /** What the button says that does it. */
  action: string;
  onYes: () => void;
  onNo: () => void;
}

/** Asks, under a row, before something happens that cannot be taken back. */
export function AskRow({ text, action, onYes, onNo }: Props): ReactNode {
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => cancel.current?.focus(), []);
  return (
    <fieldset className="ask" aria-label={action}>
      <p>{text}</p>
      <button ref={cancel} type="button" className="btn bare sm" onClick={onNo}>
        Cancel
      </button>
      <button type="button" className="btn warn sm" onClick={onYes}>
        {action}
      </button>
    </fieldset>
  );
}
