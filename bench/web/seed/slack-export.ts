import { messageText, mix, nameOf, WRITERS } from './message-text.ts';
import { ZipWriter } from './zip-writer.ts';

/** A room to be made. */
export interface SeedRoom {
  /** Its name, and its slug. */
  name: string;
  messages: number;
}

/** When the oldest message was written, Unix seconds. */
const START = 1_500_000_000;
/** Between two messages, s: some follow their own author within five minutes, so rows come in groups. */
const EVERY = 97;
/** Messages in one file of the export. */
const CHUNK = 20_000;

/**
 * Writes rooms as a Slack export: the import is Confab's own way to take in history, so a bench needs to know nothing
 * of the database. The same rooms always come out the same.
 */
export function writeSlackExport(path: string, rooms: readonly SeedRoom[]): void {
  const zip = new ZipWriter(path);
  zip.add('users.json', JSON.stringify(Array.from({ length: WRITERS }, (_, n) => slackUser(n))));
  zip.add('channels.json', JSON.stringify(rooms.map(({ name }, n) => ({ id: `C${n}`, name, created: START }))));
  for (const { name, messages } of rooms) {
    for (let from = 0, file = 0; from < messages; from += CHUNK, file += 1) {
      const chunk = Array.from({ length: Math.min(CHUNK, messages - from) }, (_, i) => slackMessage(from + i));
      zip.add(`${name}/${dayOf(file)}.json`, JSON.stringify(chunk));
    }
  }
  zip.close();
}

function slackUser(n: number): object {
  return { id: `U${n}`, team_id: 'T1', name: nameOf(n), profile: { display_name: nameOf(n) } };
}

function slackMessage(n: number): object {
  const seed = mix(n >>> 1);
  const reactions = seed % 25 === 0 ? [{ name: 'tada', users: ['U1', 'U2'], count: 2 }] : [];
  return {
    type: 'message',
    user: `U${seed % WRITERS}`,
    text: messageText(n),
    ts: `${START + n * EVERY}.000100`,
    reactions,
  };
}

/** Files are read in the order of their names, which are days. */
function dayOf(file: number): string {
  return new Date(Date.UTC(2000, 0, 1 + file)).toISOString().slice(0, 10);
}
