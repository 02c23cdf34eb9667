import { ChevronLeft } from 'lucide-react';
import type { MouseEvent, ReactNode } from 'react';
import { countNews, useRooms } from '../../store/rooms-store.ts';

/** On a phone, the way back from a room to the list; tells how many other rooms have news. */
export function BackLink({ current, onBack }: { current: string; onBack: () => void }): ReactNode {
  const news = useRooms(({ rooms }) => rooms.filter((room) => countNews(room) > 0 && room.id !== current).length);
  const back = (event: MouseEvent) => {
    event.preventDefault();
    onBack();
  };
  return (
    <a
      className="ib only-phone"
      href="/"
      aria-label={`Back to rooms${news > 0 ? `, ${news} with news` : ''}`}
      onClick={back}
    >
      <ChevronLeft className="i flip" aria-hidden="true" />
      {news > 0 && <span className="n">{news}</span>}
    </a>
  );
}
