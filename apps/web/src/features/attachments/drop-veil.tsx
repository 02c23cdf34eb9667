import { Paperclip } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import './drop-veil.css';

interface Props {
  /** What the files will be attached to. */
  target: string;
  onDrop: (data: DataTransfer | null) => void;
}

/** Takes files that are dropped on the element around it, and shows while they are over it that it does. */
export function DropVeil({ target, onDrop }: Props): ReactNode {
  const ref = useRef<HTMLDivElement>(null);
  const [over, setOver] = useState(false);
  useEffect(() => {
    const place = ref.current?.parentElement;
    // Each element on the way says enter before the last one says leave.
    let depth = 0;
    const listen = (move: (event: DragEvent) => void) => (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      move(event);
      setOver(depth > 0);
    };
    const listeners: [string, (event: DragEvent) => void][] = [
      ['dragenter', listen(() => (depth += 1))],
      ['dragover', listen(() => undefined)],
      ['dragleave', listen(() => (depth = Math.max(0, depth - 1)))],
      [
        'drop',
        listen(({ dataTransfer }) => {
          depth = 0;
          onDrop(dataTransfer);
        }),
      ],
    ];
    for (const [type, listener] of listeners) place?.addEventListener(type, listener as EventListener);
    return () => {
      for (const [type, listener] of listeners) place?.removeEventListener(type, listener as EventListener);
    };
  }, [onDrop]);
  return (
    <div ref={ref} className="drop" hidden={!over} aria-hidden="true">
      <p>
        <Paperclip className="i" />
        <span>Drop to attach to {target}</span>
      </p>
    </div>
  );
}
