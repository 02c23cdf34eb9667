import { Paperclip } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import './drop-veil.css';

interface Props {
  roomName: string;
  /** Undefined where nothing can be attached; then a dropped file must at least not replace the page. */
  onDrop: ((data: DataTransfer | null) => void) | undefined;
}

/** Shows, while files are dragged over the window, that they can be dropped. */
export function DropVeil({ roomName, onDrop }: Props): ReactNode {
  const [over, setOver] = useState(false);
  useEffect(() => {
    // Each element on the way says enter before the last one says leave.
    let depth = 0;
    const listen = (move: (event: DragEvent) => void) => (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      move(event);
      setOver(depth > 0);
    };
    const listeners = {
      dragenter: listen(() => {
        depth += 1;
      }),
      dragover: listen(({ dataTransfer }) => {
        if (dataTransfer) dataTransfer.dropEffect = onDrop ? 'copy' : 'none';
      }),
      dragleave: listen(() => {
        depth = Math.max(0, depth - 1);
      }),
      drop: listen(({ dataTransfer }) => {
        depth = 0;
        onDrop?.(dataTransfer);
      }),
    };
    for (const [type, listener] of Object.entries(listeners)) addEventListener(type as 'drop', listener);
    return () => {
      for (const [type, listener] of Object.entries(listeners)) removeEventListener(type as 'drop', listener);
    };
  }, [onDrop]);
  if (!over || !onDrop) return null;
  return (
    <div className="drop" aria-hidden="true">
      <p>
        <Paperclip className="i" />
        <span>Drop to attach to {roomName}</span>
      </p>
    </div>
  );
}
