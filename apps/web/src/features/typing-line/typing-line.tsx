import type { ReactNode } from 'react';
import { useRoomView } from '../../store/room-view-store.ts';
import './typing-line.css';

/** Who types now. Its place is always there. */
export function TypingLine({ roomId }: { roomId: string }): ReactNode {
  const typers = useRoomView(roomId, (view) => view.typers) ?? [];
  return (
    <div className="typing" aria-live="polite">
      {typers.length > 0 && (
        <>
          <span className="gut">
            <span className="dots" aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
          </span>
          <span>{sentence(typers.map(({ name }) => name))}</span>
        </>
      )}
    </div>
  );
}

function sentence(names: readonly string[]): ReactNode {
  const [first = '', second = ''] = names.map((name) => name.split(' ')[0] ?? name);
  if (names.length === 1) {
    return (
      <>
        <b>{first}</b> is typing
      </>
    );
  }
  if (names.length === 2) {
    return (
      <>
        <b>{first}</b> and <b>{second}</b> are typing
      </>
    );
  }
  return (
    <>
      <b>{first}</b>, <b>{second}</b> and {names.length - 2} more are typing
    </>
  );
}
