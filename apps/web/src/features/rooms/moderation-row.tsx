import { ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { countWords } from '../../ui/count-words.ts';

/** The way to reports and the log, for those who have something to do there. */
export function ModerationRow({ reports, onOpen }: { reports: number; onOpen: () => void }): ReactNode {
  const words = reports > 0 ? `Moderation, ${countWords(reports, 'report')} waiting` : 'Moderation';
  return (
    <button type="button" className={reports > 0 ? 'row' : 'row quiet'} aria-label={words} onClick={onOpen}>
      <ShieldCheck className="i s" aria-hidden="true" />
      <span className="t">Moderation</span>
      {reports > 0 && <span className="n">{reports}</span>}
    </button>
  );
}
