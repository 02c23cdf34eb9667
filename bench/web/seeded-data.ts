import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type SeedRoom, writeSlackExport } from './seed/slack-export.ts';

const IMPORT = fileURLToPath(new URL('../../apps/server/dist/import.js', import.meta.url));

export interface SeedOptions {
  rooms: readonly SeedRoom[];
  slackExport: string | undefined;
  /** Where the data is kept between runs. */
  kept: string | undefined;
  /** For everything else; removed by the caller. */
  folder: string;
}

/** Makes a data folder with the rooms, or copies the one kept from a former run. @returns its path */
export function seedData({ rooms, slackExport, kept, folder }: SeedOptions): string {
  const data = join(folder, 'data');
  const name = `${rooms.length}-rooms-${rooms.reduce((sum, { messages }) => sum + messages, 0)}-messages`;
  const ready = kept && join(kept, name);
  if (!ready || !existsSync(ready)) {
    console.error('Writing the rooms; that takes minutes …');
    const zip = join(folder, 'export.zip');
    writeSlackExport(zip, rooms);
    importZip(zip, data);
    rmSync(zip);
    if (ready) keep(data, ready);
  } else cpSync(ready, data, { recursive: true });
  if (slackExport) importZip(slackExport, data);
  return data;
}

function importZip(zip: string, data: string): void {
  const env = { ...process.env, NODE_ENV: 'production', DATA_DIR: data };
  execFileSync(process.execPath, [IMPORT, zip], { env, stdio: ['ignore', 'ignore', 2] });
}

/** Under its name only once it is whole. */
function keep(data: string, ready: string): void {
  const part = `${ready}.part`;
  mkdirSync(part, { recursive: true });
  cpSync(data, part, { recursive: true });
  renameSync(part, ready);
}
