import type { ReactNode } from 'react';
import { useLineTrouble } from '../features/connection-banner/line-trouble-store.ts';
import { Mark } from '../ui/mark.tsx';

/** In place of a room's messages where none has come and the line is down. Nothing while they may come any moment. */
export function UnloadedRoom({ name }: { name: string }): ReactNode {
  const told = useLineTrouble((store) => store.phase === 'shown');
  if (!told) return null;
  return (
    <div className="empty">
      <Mark size={44} />
      <h2>{name}</h2>
      <p>Its messages will show here once the line is back.</p>
    </div>
  );
}
