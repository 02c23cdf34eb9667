import { LIMITS, normalizeName } from '@confab/protocol';
import type { PrismaClient } from '#prisma/sqlite';
import { slugOf } from '../rooms/slug.ts';
import type { ImportReport } from './import-report.ts';
import { idOf, originOf } from './origin.ts';
import type { ExportedChannel } from './slack-export.ts';
import type { SlackChannel } from './slack-shapes.ts';
import { plain, type TextNames } from './slack-text.ts';

/** The room that a channel becomes. */
export interface ImportedRoom {
  id: string;
  slug: string;
  /** The channel's name. */
  channel: string;
  isPrivate: boolean;
  /** `known`: an earlier import made it. `adopted`: it was there, and empty. `suffixed`: its name was taken. */
  state: 'new' | 'known' | 'adopted' | 'suffixed';
}

/**
 * Finds or makes the room of a channel. Where a room of its name is in use, the new one gets `-2`, `-3` …
 * @param names for the links in the channel's topic
 */
export async function importRoom(
  prisma: PrismaClient,
  team: string,
  { channel, isPrivate }: ExportedChannel,
  names: TextNames,
  report: ImportReport,
): Promise<ImportedRoom> {
  const origin = originOf(team, channel.id);
  const known = await prisma.room.findUnique({ where: { origin } });
  const name = roomName(channel);
  if (known) return { id: known.id, slug: known.slug, channel: name, isPrivate, state: 'known' };

  const topic = roomTopic(channel, names, report);
  const base = slugOf(name) || slugOf(channel.id);
  for (let n = 1; ; n += 1) {
    const suffix = n === 1 ? '' : `-${n}`;
    const slug = `${base.slice(0, LIMITS.idLength - suffix.length)}${suffix}`;
    const taken = await prisma.room.findUnique({ where: { slug } });
    if (!taken) {
      const id = idOf(origin);
      const createdAt = new Date((channel.created ?? 0) * 1_000);
      const archived = channel.is_archived ?? false;
      const room = { id, slug, name: `${name}${suffix}`, topic, isPrivate, archived, origin, createdAt };
      await prisma.room.create({ data: room });
      return { id, slug, channel: name, isPrivate, state: n === 1 ? 'new' : 'suffixed' };
    }
    if (taken.seq === 0 && taken.origin === null && taken.isPrivate === isPrivate) {
      await prisma.room.update({ where: { id: taken.id }, data: { origin, topic: taken.topic || topic } });
      return { id: taken.id, slug, channel: name, isPrivate, state: 'adopted' };
    }
  }
}

/** The name of a channel, fit for a room. */
export function roomName({ id, name }: SlackChannel): string {
  // A suffix must still fit.
  const result = normalizeName([...name.replace(/\p{Cc}/gu, ' ')].slice(0, LIMITS.nameCodePoints - 5).join(''));
  return result.ok ? result.text : id;
}

function roomTopic({ topic, purpose }: SlackChannel, names: TextNames, report: ImportReport): string {
  const text = plain(topic?.value || purpose?.value || '', names).replace(/[\p{Cc}\s]+/gu, ' ');
  const points = [...text.trim().toWellFormed()];
  if (points.length <= LIMITS.topicCodePoints) return points.join('');
  report.lost(`topics cut at ${LIMITS.topicCodePoints} characters`);
  return `${points.slice(0, LIMITS.topicCodePoints - 1).join('')}…`;
}
