import type { Row } from '@confab/client';
import type { User } from '@confab/protocol';
import { ArrowDown } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { mentionsIn } from './mentions-in.ts';
import { useTimeline } from './timeline-context.ts';

interface Props {
  /** The newest rows. */
  rows: readonly Row[];
  atEnd: boolean;
  onClick: () => void;
}

/** Leads back to the end and says what came there meanwhile. */
export function LatestPill({ rows, atEnd, onClick }: Props): ReactNode {
  const { me, people } = useTimeline();
  const head = headOf(rows);
  const [seen, setSeen] = useState(head);
  useEffect(() => {
    if (atEnd) setSeen(head);
  }, [atEnd, head]);
  if (atEnd || rows.length === 0) return null;
  return (
    <button type="button" className="latest" onClick={onClick}>
      <ArrowDown className="i s" aria-hidden="true" />
      <span>{pillWords(rows, seen, me, people)}</span>
    </button>
  );
}

function pillWords(rows: readonly Row[], seen: number, me: User, people: readonly User[]): string {
  const first = rows[0];
  // Those before the rows that are known were not looked into.
  const more = first?.status === 'sent' && first.message.seq > seen + 1 ? '+' : '';
  let news = 0;
  let mine = 0;
  for (let index = rows.length - 1; index >= 0; index -= 1) {
    const row = rows[index];
    if (row?.status !== 'sent') continue;
    const { seq, author, body } = row.message;
    if (seq <= seen) break;
    if (author.id === me.id) continue;
    news += 1;
    if (mentionsIn(body, people).some(({ who }) => who.id === me.id)) mine += 1;
  }
  if (news === 0) return 'Latest';
  return mine === 0 ? `${news}${more} new` : `${news}${more} new, ${mine} for you`;
}

function headOf(rows: readonly Row[]): number {
  const last = rows.findLast((row) => row.status === 'sent');
  return last?.status === 'sent' ? last.message.seq : 0;
}
