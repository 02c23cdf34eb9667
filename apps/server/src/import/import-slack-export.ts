import { randomUUID } from 'node:crypto';
import type { PrismaClient } from '#prisma/sqlite';
import { addMembers, addUsers, type BulkMessage, bulkAppend } from '../log/bulk-append.ts';
import { type ConversionContext, convertMessage } from './convert-message.ts';
import type { ExportArchive } from './export-archive.ts';
import { ImportReport } from './import-report.ts';
import { type ImportedRoom, importRoom, roomName } from './import-room.ts';
import { type ExportedChannel, readMessages, type SlackExport } from './slack-export.ts';
import { SlackPeople } from './slack-people.ts';
import type { SlackMessage } from './slack-shapes.ts';
import type { TextNames } from './slack-text.ts';

const LATE = 'messages older than the newest one in their room: they would stand at a wrong place';
const ROOTLESS = 'replies whose thread is not in the export: they came as plain messages';

/** Messages in one transaction, at most. */
const BATCH = 2_000;

/**
 * Writes a checked export to the database. What an earlier import of the same workspace wrote is found again by its
 * origin, so it is safe to run again: after an interruption, to complete it; with a newer export, to append what is new.
 * Messages keep their time order, so one that is older than the room's newest is dropped.
 * @param prisma a migrated database that no server has open
 * @param onProgress hears how many of the export's messages are done
 */
export async function importSlackExport(
  prisma: PrismaClient,
  archive: ExportArchive,
  slack: SlackExport,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<ImportReport> {
  const report = new ImportReport();
  for (const [why, count] of slack.leftOut) report.lost(why, count);
  await ensureGeneral(prisma);

  const people = new SlackPeople(slack.team, slack.users);
  const listed = people.takeNew();
  report.newPeople = await addUsers(prisma, listed);
  report.knownPeople = listed.length - report.newPeople;

  const channelNames = new Map(slack.channels.map(({ channel }) => [channel.id, roomName(channel)]));
  const names: TextNames = { user: (id) => people.find(id)?.name, channel: (id) => channelNames.get(id) };
  let done = 0;
  for (const exported of slack.channels) {
    const room = await importRoom(prisma, slack.team, exported, names, report);
    const context = { team: slack.team, channel: exported.channel.id, people, names };
    const counts = await importChannel(prisma, archive, exported, room, context, report, (messages) => {
      done += messages;
      onProgress(done, slack.messages);
    });
    report.rooms.push({ room, ...counts });
  }
  return report;
}

async function importChannel(
  prisma: PrismaClient,
  archive: ExportArchive,
  { channel, days }: ExportedChannel,
  room: ImportedRoom,
  context: ConversionContext,
  report: ImportReport,
  onDone: (messages: number) => void,
): Promise<{ added: number; known: number }> {
  const members = (channel.members ?? []).flatMap((id) => context.people.find(id)?.id ?? []);
  report.lost('members of channels that the export does not name', (channel.members ?? []).length - members.length);
  await addMembers(prisma, room.id, members);

  const counts = { added: 0, known: 0 };
  let pending: SlackMessage[] = [];
  const flush = async () => {
    const { added, known } = await appendBatch(prisma, room, pending, context, report);
    counts.added += added;
    counts.known += known;
    onDone(pending.length);
    pending = [];
  };
  for (const files of days) {
    for (const message of await readMessages(archive, files)) {
      pending.push(message);
      if (pending.length === BATCH) await flush();
    }
  }
  if (pending.length > 0) await flush();
  return counts;
}

async function appendBatch(
  prisma: PrismaClient,
  room: ImportedRoom,
  source: readonly SlackMessage[],
  context: ConversionContext,
  report: ImportReport,
): Promise<{ added: number; known: number }> {
  const converted = source.flatMap((message) => convert(message, context, report) ?? []);
  const messages = converted.map(({ message }) => message);
  const newcomers = context.people.takeNew();
  const outcome = await bulkAppend(prisma, room.id, newcomers, messages);

  report.lost(LATE, outcome.late.length);
  report.lost(ROOTLESS, outcome.rootless.length);
  for (const i of outcome.added) for (const [why, count] of converted[i]?.losses ?? []) report.lost(why, count);
  tally(
    report,
    outcome.added.flatMap((i) => messages[i] ?? []),
    outcome.rootless.length,
  );
  report.known += outcome.known.length;
  report.newPeople += outcome.newUsers;
  report.knownPeople += newcomers.length - outcome.newUsers;
  return { added: outcome.added.length, known: outcome.known.length };
}

// What a message lost is news only if the message is: a second run doesn't repeat it. What is dropped has no second run.
function convert(
  source: SlackMessage,
  context: ConversionContext,
  report: ImportReport,
): { message: BulkMessage; losses: [string, number][] } | undefined {
  const losses: [string, number][] = [];
  const message = convertMessage(source, context, (why, count = 1) => losses.push([why, count]));
  if (message) return { message, losses };
  for (const [why, count] of losses) report.lost(why, count);
  return undefined;
}

function tally(report: ImportReport, added: readonly BulkMessage[], rootless: number): void {
  report.messages += added.length;
  report.threadReplies += added.filter(({ thread }) => thread !== undefined).length - rootless;
  report.edits += added.filter(({ editedAt }) => editedAt !== undefined).length;
  report.reactions += added.reduce((sum, { reactions }) => sum + reactions.length, 0);
}

// Every Confab has this room; a server only makes it where there is none at all.
async function ensureGeneral(prisma: PrismaClient): Promise<void> {
  if ((await prisma.room.count()) > 0) return;
  await prisma.room.create({ data: { id: randomUUID(), slug: 'general', name: 'general' } });
}
