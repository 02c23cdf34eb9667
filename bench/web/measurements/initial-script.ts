import { gzipSync } from 'node:zlib';
import { atMost, type Measurement } from '../measurement.ts';

const LIMIT_KB = 100;

/** What index.html makes the browser run or fetch at once, after gzip. */
export const initialScript: Measurement = {
  id: 'script',
  async run({ origin }) {
    const html = await (await fetch(origin)).text();
    const paths = [...html.matchAll(/<(?:script|link)\b[^>]*>/g)].flatMap(([tag]) => {
      const path = /\b(?:src|href)="([^"]+\.js)"/.exec(tag)?.[1];
      return path === undefined ? [] : [path];
    });
    let bytes = 0;
    for (const path of paths) {
      const script = await (await fetch(new URL(path, origin))).arrayBuffer();
      bytes += gzipSync(Buffer.from(script), { level: 9 }).length;
    }
    return [atMost('initial script, gzip', LIMIT_KB, bytes / 1_000, 'kB')];
  },
};
