import type { Message } from '@confab/protocol';
import type { Row } from './room-handle.ts';

export type SentRow = Extract<Row, { status: 'sent' }>;

/**
 * Messages that follow each other. `seq` has no holes, so the row of a message is found by counting: no index to keep,
 * and a batch costs one copy of the row list whatever its size.
 */
export interface MessageRun {
  /** `seq` of the first row; where there is none, of the message that would be. */
  readonly first: number;
  readonly rows: readonly SentRow[];
}

/** `seq` of the message that comes next. */
export function endOf(run: MessageRun): number {
  return run.first + run.rows.length;
}

/** @param messages by ascending `seq`, without holes */
export function runOf(messages: readonly Message[]): MessageRun {
  return { first: messages[0]?.seq ?? 1, rows: messages.map(sentRow) };
}

/** The row of a message that the server has. */
export function sentRow(message: Message): SentRow {
  return { status: 'sent', id: message.id, message };
}

/**
 * Puts messages in their places: known ones where `replaces` says so, new ones where they are next in line.
 * @param messages new ones by ascending `seq`
 * @returns the same run where nothing changed
 */
export function putInto(
  run: MessageRun,
  messages: readonly Message[],
  replaces: (message: Message, known: Message) => boolean,
): MessageRun {
  let rows: SentRow[] | undefined;
  for (const message of messages) {
    const at = message.seq - run.first;
    const { length } = rows ?? run.rows;
    // Older than the run, or behind a hole.
    if (at < 0 || at > length) continue;
    const known = (rows ?? run.rows)[at];
    if (known && !replaces(message, known.message)) continue;
    rows ??= [...run.rows];
    rows[at] = sentRow(message);
  }
  return rows ? { first: run.first, rows } : run;
}

/** The two as one, where they touch or overlap; undefined where a hole is between them. */
export function joinRuns(older: MessageRun, newer: MessageRun): MessageRun | undefined {
  if (newer.first > endOf(older) || newer.first < older.first) return undefined;
  return { first: older.first, rows: [...older.rows.slice(0, newer.first - older.first), ...newer.rows] };
}

/** The newest `count` of a run. */
export function newestOf(run: MessageRun, count: number): MessageRun {
  const rows = run.rows.slice(-count);
  return { first: endOf(run) - rows.length, rows };
}
