import type { RoomSummary } from '@confab/protocol';

/** Something that was said in one of the reader's rooms. */
export interface News {
  /** As the reader had it before. */
  room: Pick<RoomSummary, 'id' | 'slug' | 'name' | 'kind' | 'muted' | 'notify'>;
  /** It mentions the reader. */
  mention: boolean;
  /** It stands in a thread only. */
  inThread: boolean;
  /** Its author is the reader, on whatever device. */
  own: boolean;
  /** The server tells no preview of what it does not want to. */
  preview: { author: string; body: string } | undefined;
}

/** What the reader does now, in all tabs of this browser. */
export interface Attention {
  /** The rooms that are open in a visible tab. */
  looking: ReadonlySet<string>;
  doNotDisturb: boolean;
}

/** What the browser shows. */
export interface Notice {
  title: string;
  body: string;
  /** The room's id: a newer notice takes the place of the one before. */
  tag: string;
  slug: string;
}

/** Code units shown of a message. */
const SHOWN = 160;

/** Whether somebody is told of news, by how they want to have the room, and in what words. */
export function noticeOf(news: News, attention: Attention): Notice | undefined {
  const { room } = news;
  if (news.own || attention.doNotDisturb || attention.looking.has(room.id) || !isWanted(news)) return undefined;
  return { title: room.name, body: bodyOf(news), tag: room.id, slug: room.slug };
}

function isWanted({ room, mention, inThread }: News): boolean {
  if (room.notify === 'nothing') return false;
  // In a direct room every message counts as a mention; who mutes it wants none of them.
  if (room.kind === 'direct') return !room.muted;
  if (mention) return true;
  return room.notify === 'all' && !room.muted && !inThread;
}

function bodyOf({ room, mention, preview }: News): string {
  if (!preview) return mention ? 'Somebody mentioned you.' : 'There’s something new.';
  const line = preview.body.replace(/\s+/g, ' ').trim() || 'Sent a file.';
  // A cut between the two halves of a character would leave what is no text.
  const beginning = line.slice(0, SHOWN).replace(/[\ud800-\udbff]$/, '');
  const short = line.length > SHOWN ? `${beginning.trimEnd()}…` : line;
  // The title already says who writes in a room of two.
  return room.kind === 'direct' && preview.author === room.name ? short : `${preview.author}: ${short}`;
}
