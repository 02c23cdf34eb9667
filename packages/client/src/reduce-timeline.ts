import type { Message, User } from '@confab/protocol';
import { endOf, joinRuns, type MessageRun, newestOf, putInto, runOf, type SentRow, sentRow } from './message-run.ts';
import type { OutboxEntry } from './outbox-storage.ts';
import type { Row } from './room-handle.ts';
import type { Cursor, TimelineEvent, TimelineState } from './timeline-state.ts';

/** The timeline after `event`; the same object where nothing changed. */
export function reduceTimeline(state: TimelineState, event: TimelineEvent): TimelineState {
  const next = reduce(state, event);
  return next === state ? state : withRows(state, next);
}

function reduce(state: TimelineState, event: TimelineEvent): TimelineState {
  switch (event.type) {
    case 'joined':
      return join(state, event);
    case 'changes':
      return applyChanges(state, event.messages, event.following);
    case 'older':
      return prepend(state, event.messages);
    case 'newer':
      return append(state, event.messages);
    case 'around':
      return goAround(state, event.messages);
    case 'latest':
      return state.newest ? { ...state, shown: state.newest, newest: undefined } : state;
    case 'queued':
      return putLocal(state, event.entry);
    case 'acked':
      return acknowledge(state, event.message, event.live);
    case 'discarded':
      return { ...state, unsent: state.unsent.filter((row) => row.id !== event.id) };
    case 'renamed':
      return rename(state, event.user);
  }
}

/** What follows from the runs. Rows that are not sent stand behind the newest message, so only where that is shown. */
function withRows(before: TimelineState, { ...next }: TimelineState): TimelineState {
  const { shown, newest, unsent } = next;
  const same =
    shown === before.shown && unsent === before.unsent && (!newest === !before.newest || unsent.length === 0);
  const rows = same ? before.rows : newest ? shown.rows : [...shown.rows, ...unsent];
  const hasOlder = shown.first > 1;
  return { ...next, rows, hasOlder, hasNewer: !!newest, latest: newest?.rows ?? [], head: endOf(newest ?? shown) - 1 };
}

type Joined = TimelineEvent & { type: 'joined' };

/** Takes in what changed while away, or starts over with a page. */
function join(state: TimelineState, joined: Joined): TimelineState {
  const { messages, rev, seq, life } = joined;
  const resumes = joined.complete && joined.resumed;
  const last = messages.find((message) => message.rev === rev)?.id ?? (resumes ? state.cursor?.sinceId : undefined);
  const from = resumes ? state : emptied(state, messages[0]?.seq ?? seq + 1);
  const next = merge(from, [...messages].sort(bySeq), rev, cursorAt(rev, last, life));
  // Rows have no holes. A server that skips one cannot be followed: without a cursor the next join is fresh.
  return resumes && endOf(next.newest ?? next.shown) <= seq ? { ...state, cursor: undefined } : next;
}

/**
 * Only what is not acknowledged is worth keeping. The rest is in the page, or comes with a push, or is older than the
 * page, or is lost with a former life of the database.
 */
function emptied(state: TimelineState, first: number): TimelineState {
  const local = state.unsent.filter((row) => !state.acked.has(row.id));
  return { ...state, shown: { first, rows: [] }, newest: undefined, unsent: local, acked: new Map() };
}

function applyChanges(state: TimelineState, changes: readonly Message[], following: boolean): TimelineState {
  const { cursor } = state;
  const next: Message[] = [];
  let { rev, head } = state;
  for (const message of changes) {
    if (message.rev !== rev + 1 || message.seq > head + 1) continue;
    next.push(message);
    rev = message.rev;
    head = Math.max(head, message.seq);
  }
  const last = next.at(-1);
  if (!cursor || !last) return state;
  const at = !following && state.shown.rows.length >= state.bounds.shown ? parted(state) : state;
  return trimmed(merge(at, next, rev, cursorAt(rev, last.id, cursor.life)), following);
}

/** From now on the newest messages are kept apart from those that are shown. */
function parted(state: TimelineState): TimelineState {
  return state.newest ? state : { ...state, newest: newestOf(state.shown, state.bounds.newest) };
}

/** Lets the oldest messages go. While somebody reads among them they stay: then it is new ones that are kept apart. */
function trimmed(state: TimelineState, following: boolean): TimelineState {
  const { shown, newest, bounds } = state;
  const isFull = ({ rows }: MessageRun, bound: number) => rows.length > bound + bounds.slack;
  if (newest && isFull(newest, bounds.newest)) return { ...state, newest: newestOf(newest, bounds.newest) };
  return following && isFull(shown, bounds.shown) ? { ...state, shown: newestOf(shown, bounds.shown) } : state;
}

/**
 * The ack may come before the message's own push. The next message in line becomes a sent row at once; the cursor
 * stays, because only pushes and joins prove that nothing before it is missing. Others wait for their turn.
 */
function acknowledge(state: TimelineState, message: Message, live: boolean): TimelineState {
  const acked = { ...state, acked: new Map(state.acked).set(message.id, message) };
  if (!live) return acked;
  const next = merge(acked, [], state.rev, state.cursor);
  const same = next.shown === state.shown && next.newest === state.newest && next.unsent === state.unsent;
  return same && next.acked.size === state.acked.size ? state : next;
}

/**
 * Puts messages (new ones by ascending `seq`) and the acknowledged ones whose turn it is in their places.
 * @param rev the timeline's from now on
 */
function merge(
  state: TimelineState,
  messages: readonly Message[],
  rev: number,
  cursor: Cursor | undefined,
): TimelineState {
  // A row made from an ack is what we expect the server to say: its push has the same `rev` and the last word.
  const replaces = (message: Message, known: Message) =>
    message.rev > known.rev || (message.rev === known.rev && state.acked.get(known.id) === known);
  const acked = new Map([...state.acked].filter(([, message]) => message.rev > rev));
  const waiting = [...acked.values()].sort(bySeq);
  const addTo = (run: MessageRun) => {
    const put = putInto(run, messages, replaces);
    // Those whose turn it is: never in place of what is there.
    return waiting.length > 0 ? putInto(put, waiting, () => false) : put;
  };
  const newest = state.newest && addTo(state.newest);
  // What is kept apart grows by itself: among the messages shown, only known ones change.
  const shown = newest
    ? putInto(
        state.shown,
        messages.filter(({ seq }) => seq < endOf(state.shown)),
        replaces,
      )
    : addTo(state.shown);
  const head = endOf(newest ?? shown) - 1;
  // A row of one's own goes once its message has a place: in a run, or before what is held.
  const isPlaced = ({ id }: Row) => {
    const known = state.acked.get(id);
    return known !== undefined && (known.rev <= rev || known.seq <= head);
  };
  const came = new Set(messages.filter(({ seq }) => seq <= head).map(({ id }) => id));
  const local = state.unsent.filter((row) => !isPlaced(row) && !came.has(row.id));
  return {
    ...state,
    shown,
    newest,
    unsent: local.length === state.unsent.length ? state.unsent : local,
    rev,
    cursor,
    acked,
  };
}

function prepend(state: TimelineState, messages: readonly Message[]): TimelineState {
  const page = runOf(messages.filter((message) => message.seq < state.shown.first));
  // A page that does not end right before the first row would leave a hole.
  if (page.rows.length === 0 || endOf(page) !== state.shown.first) return state;
  const rows = [...page.rows, ...state.shown.rows];
  const known = withoutLocal(state, page.rows);
  const { bounds } = state;
  if (rows.length <= bounds.shown) return { ...known, shown: { first: page.first, rows } };
  return { ...parted(known), shown: { first: page.first, rows: rows.slice(0, bounds.shown) } };
}

/** Only up to the newest that are kept: those hold every change, a page may be older. */
function append(state: TimelineState, messages: readonly Message[]): TimelineState {
  const { shown, newest } = state;
  if (!newest) return state;
  const end = endOf(shown);
  const page = messages.filter(({ seq }) => seq >= end && seq < newest.first);
  const grown = page.length > 0 && page[0]?.seq === end ? joinRuns(shown, runOf(page)) : shown;
  return reunited({ ...state, shown: newestOf(grown ?? shown, state.bounds.shown) });
}

/** Where the messages shown reach the newest ones, they are one again. */
function reunited(state: TimelineState): TimelineState {
  const whole = state.newest && joinRuns(state.shown, state.newest);
  return whole ? { ...state, shown: newestOf(whole, state.bounds.shown), newest: undefined } : state;
}

function goAround(state: TimelineState, messages: readonly Message[]): TimelineState {
  const page = runOf(messages.filter(({ seq }) => seq <= state.head));
  if (page.rows.length === 0) return state;
  const { shown } = state;
  // Next to what is shown, it is one page more of it.
  if (page.first < shown.first && endOf(page) >= shown.first) return prepend(state, messages);
  if (page.first >= shown.first && page.first <= endOf(shown)) return append(state, messages);
  const apart = parted(state);
  const { newest } = apart;
  if (newest && page.first >= newest.first) return reduce(apart, { type: 'latest' });
  return reunited({ ...apart, shown: page });
}

function withoutLocal(state: TimelineState, placed: readonly SentRow[]): TimelineState {
  if (state.unsent.length === 0) return state;
  const ids = new Set(placed.map(({ id }) => id));
  return { ...state, unsent: state.unsent.filter(({ id }) => !ids.has(id)) };
}

function putLocal(state: TimelineState, entry: OutboxEntry): TimelineState {
  const { id, failure } = entry;
  // Its message may have come before its ack.
  if ([...state.shown.rows, ...(state.newest?.rows ?? [])].some((row) => row.id === id)) return state;
  const rest = state.unsent.filter((row) => row.id !== id);
  const at = rest.findLastIndex((row) => row.status !== 'sent' && row.entry.at <= entry.at);
  const row: Row = failure ? { status: 'failed', id, entry, failure } : { status: 'pending', id, entry };
  return { ...state, unsent: rest.toSpliced(at + 1, 0, row) };
}

function rename(state: TimelineState, author: User): TimelineState {
  const isStale = ({ message: { author: known } }: SentRow) =>
    known.id === author.id &&
    (known.name !== author.name || known.kind !== author.kind || known.avatar !== author.avatar);
  const inRun = (run: MessageRun): MessageRun => {
    if (!run.rows.some(isStale)) return run;
    const rows = run.rows.map((row) => (isStale(row) ? sentRow({ ...row.message, author }) : row));
    return { first: run.first, rows };
  };
  const shown = inRun(state.shown);
  const newest = state.newest && inRun(state.newest);
  return shown === state.shown && newest === state.newest ? state : { ...state, shown, newest };
}

function cursorAt(since: number, sinceId: string | undefined, life: string): Cursor {
  return sinceId === undefined ? { since, life } : { since, sinceId, life };
}

function bySeq(a: Message, b: Message): number {
  return a.seq - b.seq;
}
