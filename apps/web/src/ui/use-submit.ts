import { type FormEvent, useEffect, useRef, useState } from 'react';

interface Submit {
  busy: boolean;
  /** Why it did not work; empty for nothing. */
  problem: string;
  /** Takes the words away: something has been changed. */
  clear: () => void;
  /** The form's `onSubmit`. */
  onSubmit: (event: FormEvent) => void;
}

/**
 * Sends a form: once at a time, and says what went wrong.
 * @param send what to do; a string that it returns is what is wrong
 * @param words what to say about an error
 */
export function useSubmit(send: () => Promise<string | undefined>, words: (error: unknown) => string): Submit {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
    };
  }, []);

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem('');
    const settle = (trouble: string) => {
      if (gone.current) return;
      setBusy(false);
      setProblem(trouble);
    };
    send().then(
      (trouble) => settle(trouble ?? ''),
      (error: unknown) => settle(words(error)),
    );
  };
  return { busy, problem, clear: () => setProblem(''), onSubmit };
}
