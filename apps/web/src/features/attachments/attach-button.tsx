import { Paperclip } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { IconButton } from '../../ui/icon-button.tsx';

/** The paperclip: asks the system for files. */
export function AttachButton({ onPick }: { onPick: (files: readonly File[]) => void }): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton className="attach" icon={Paperclip} label="Attach files" onClick={() => input.current?.click()} />
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={({ target }) => {
          onPick([...(target.files ?? [])]);
          // The same file may be picked again.
          target.value = '';
        }}
      />
    </>
  );
}
