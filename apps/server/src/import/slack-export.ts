import type { ExportArchive } from './export-archive.ts';
import { ImportError } from './import-error.ts';
import {
  parseChannels,
  parseDay,
  parseUsers,
  type SlackChannel,
  type SlackMessage,
  type SlackUser,
} from './slack-shapes.ts';
import { microseconds } from './slack-time.ts';

/** A channel of the export and the files of its days. */
export interface ExportedChannel {
  channel: SlackChannel;
  isPrivate: boolean;
  /** Day files by ascending time. Files of one inner list overlap in time and are read together. */
  days: string[][];
  messages: number;
}

/** A whole export, checked: everything in it can be read. Messages stay in the archive. */
export interface SlackExport {
  /** The workspace's id. */
  team: string;
  users: SlackUser[];
  channels: ExportedChannel[];
  /** Messages in the channels. */
  messages: number;
  /** Why messages or files of the export are left out, and how many. */
  leftOut: Map<string, number>;
}

/** Conversations by the file that lists them. */
const LISTS = { channels: 'channels.json', groups: 'groups.json', directs: ['dms.json', 'mpims.json'] } as const;

interface Day {
  name: string;
  count: number;
  first: number;
  last: number;
}

/**
 * Reads an export through once, to know that all of it is sound before anything is written.
 * @param onProgress hears how many of all files are checked
 * @throws ImportError that names the file
 */
export async function readSlackExport(
  archive: ExportArchive,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<SlackExport> {
  if (!archive.has('users.json') || !archive.has(LISTS.channels)) {
    throw new ImportError('This is not a Slack export: users.json and channels.json should be in it.');
  }
  const users = parseUsers('users.json', await archive.readJson('users.json'));
  const publicChannels = await readList(archive, LISTS.channels);
  const privateChannels = await readList(archive, LISTS.groups);
  const directs = [...(await readList(archive, LISTS.directs[0])), ...(await readList(archive, LISTS.directs[1]))];
  const days = await readDays(archive, onProgress);

  const leftOut = new Map<string, number>();
  if (archive.otherFiles > 0) leftOut.set('files in the zip that are no JSON', archive.otherFiles);
  const take = (channel: SlackChannel, isPrivate: boolean): ExportedChannel => {
    const own = days.get(channel.name) ?? [];
    days.delete(channel.name);
    return { channel, isPrivate, days: inOrder(own), messages: total(own) };
  };
  const channels = [
    ...publicChannels.map((channel) => take(channel, false)),
    ...privateChannels.map((channel) => take(channel, true)),
  ];
  for (const { id, name } of directs) {
    const folder = days.has(name) ? name : id;
    add(leftOut, 'direct messages: they are not imported', total(days.get(folder) ?? []));
    days.delete(folder);
  }
  for (const [folder, rest] of days)
    add(leftOut, `messages in ${folder}/, which no list of channels names`, total(rest));
  const messages = channels.reduce((sum, channel) => sum + channel.messages, 0);
  return { team: teamOf(users), users, channels, messages, leftOut };
}

/**
 * Reads the messages of files that overlap in time.
 * @returns by ascending time
 */
export async function readMessages(archive: ExportArchive, files: readonly string[]): Promise<SlackMessage[]> {
  const messages: SlackMessage[] = [];
  for (const file of files) messages.push(...parseDay(file, await archive.readJson(file)));
  return messages.sort((a, b) => microseconds(a.ts) - microseconds(b.ts));
}

async function readList(archive: ExportArchive, file: string): Promise<SlackChannel[]> {
  return archive.has(file) ? parseChannels(file, await archive.readJson(file)) : [];
}

// The days of each folder. A JSON file elsewhere, such as integration_logs.json, is none of the import's business.
async function readDays(
  archive: ExportArchive,
  onProgress: (done: number, total: number) => void,
): Promise<Map<string, Day[]>> {
  const files = archive.names.filter((name) => /^[^/]+\/\d{4}-\d{2}-\d{2}\.json$/.test(name)).sort();
  const days = new Map<string, Day[]>();
  for (const [i, name] of files.entries()) {
    const times = parseDay(name, await archive.readJson(name)).map(({ ts }) => microseconds(ts));
    const folder = name.slice(0, name.indexOf('/'));
    const day = { name, count: times.length, first: times.reduce(min, Infinity), last: times.reduce(max, 0) };
    days.set(folder, [...(days.get(folder) ?? []), day]);
    onProgress(i + 1, files.length);
  }
  return days;
}

function inOrder(days: readonly Day[]): string[][] {
  const groups: string[][] = [];
  let end = -1;
  for (const { name, count, first, last } of days.toSorted((a, b) => a.first - b.first)) {
    if (count === 0) continue;
    if (first < end) groups.at(-1)?.push(name);
    else groups.push([name]);
    end = max(end, last);
  }
  return groups;
}

// A guest from a shared channel has another workspace's id, so the most frequent one is it.
function teamOf(users: readonly SlackUser[]): string {
  const counts = new Map<string, number>();
  for (const { team_id } of users) if (team_id) add(counts, team_id, 1);
  const [first] = [...counts].sort(([, a], [, b]) => b - a);
  return first?.[0] ?? 'workspace';
}

function add(counts: Map<string, number>, key: string, n: number): void {
  if (n > 0) counts.set(key, (counts.get(key) ?? 0) + n);
}

function total(days: readonly Day[]): number {
  return days.reduce((sum, { count }) => sum + count, 0);
}

function min(a: number, b: number): number {
  return Math.min(a, b);
}

function max(a: number, b: number): number {
  return Math.max(a, b);
}
