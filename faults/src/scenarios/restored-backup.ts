import { copyFileSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Scenario } from '../scenario.ts';

const BETWEEN = 200;
/** The whole database in one step: a step in which somebody writes begins anew. */
const ALL_PAGES = 1_000_000;

/** The server is stopped, an older database put in its place, and started again. */
export function restoredBackup(times: number): Scenario {
  return {
    name: `older backup put in place ×${times}`,
    async run(world) {
      const { server, recorder, people } = world;
      for (const person of people) person.mayReply = false;
      for (let i = 0; i < times; i += 1) {
        await world.acks(BETWEEN);
        recorder.note({ kind: 'backup' });
        const backup = `${server.database}.backup`;
        const database = new Database(server.database, { readonly: true });
        await database.backup(backup, { progress: () => ALL_PAGES });
        database.close();
        await world.acks(BETWEEN);
        await server.stop('SIGTERM');
        // What the last server said is heard to its end before the next one speaks.
        const gone = () => people.every(({ client }) => client.state.name !== 'connected');
        await world.within(() => 'a line outlives its server', gone, 20_000);
        for (const suffix of ['-wal', '-shm']) rmSync(server.database + suffix, { force: true });
        copyFileSync(backup, server.database);
        recorder.note({ kind: 'restored' });
        await server.run();
        await world.live();
        await world.acks(BETWEEN);
      }
    },
  };
}
