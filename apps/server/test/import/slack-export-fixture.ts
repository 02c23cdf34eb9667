import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PrismaClient } from '#prisma/sqlite';
import { ExportArchive } from '../../src/import/export-archive.ts';
import type { ImportReport } from '../../src/import/import-report.ts';
import { importSlackExport } from '../../src/import/import-slack-export.ts';
import { readSlackExport } from '../../src/import/slack-export.ts';
import { temporaryFolder } from '../database/temporary-database.ts';
import { type ZipEntry, zip } from './zip.ts';

export type Json = Record<string, unknown>;

const USERS: Json[] = [
  { id: 'U1', team_id: 'T1', name: 'ada', profile: { display_name: 'Ada', real_name: 'Ada Lovelace' } },
  { id: 'U2', team_id: 'T1', name: 'grace', deleted: true, profile: { display_name: '', real_name: 'Grace Hopper' } },
  { id: 'U3', team_id: 'T1', name: 'deploys', is_bot: true, profile: { real_name: 'Deploy Bot' } },
];

export const GENERAL: Json = { id: 'C1', name: 'general', created: 1_600_000_000, members: ['U1', 'U2'] };

/** A message of Ada's in second `second`. */
export function message(second: number, fields: Json = {}): Json {
  return {
    type: 'message',
    user: 'U1',
    text: `at ${second}`,
    ts: `16000000${String(second).padStart(2, '0')}.000100`,
    ...fields,
  };
}

/** The entries of a small export: by default one channel with one day of these messages. */
export function exportOf(messages: readonly Json[], files: Record<string, unknown> = {}): ZipEntry[] {
  const all: Record<string, unknown> = {
    'users.json': USERS,
    'channels.json': [GENERAL],
    'general/2020-09-13.json': messages,
    ...files,
  };
  return Object.entries(all).map(([name, json]) => ({ name, content: JSON.stringify(json) }));
}

/** Writes a zip to a temporary file. */
export async function zipFile(entries: readonly ZipEntry[]): Promise<string> {
  const file = join(await temporaryFolder(), 'export.zip');
  await writeFile(file, zip(entries));
  return file;
}

/** Imports a file as the command does, without lock and progress. */
export async function importFile(prisma: PrismaClient, file: string): Promise<ImportReport> {
  const archive = await ExportArchive.open(file);
  try {
    return await importSlackExport(prisma, archive, await readSlackExport(archive));
  } finally {
    archive.close();
  }
}

/** Imports a small export. */
export async function importEntries(prisma: PrismaClient, entries: readonly ZipEntry[]): Promise<ImportReport> {
  return importFile(prisma, await zipFile(entries));
}
