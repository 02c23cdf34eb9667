import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { MEASUREMENTS } from './measurements.ts';

/** What was asked for on the command line. */
export interface Options {
  /** Ids of measurements. */
  only: string[];
  /** A tenth of the messages and fewer repetitions. */
  quick: boolean;
  /** Where the seeded data is kept between runs; made anew every time where undefined. */
  data: string | undefined;
  /** A Slack export whose largest room is opened too. */
  slackExport: string | undefined;
}

const USAGE = `npm run bench:web -- [options]
  --quick           a look in two minutes: a tenth of the messages, fewer repetitions
  --only <ids>      measurements, separated by commas: ${MEASUREMENTS.map(({ id }) => id).join(', ')}
  --data <folder>   keep the seeded rooms here and use them again; writing them takes minutes
  --import <zip>    a Slack export whose largest room is opened as well`;

/** @throws TypeError for an option or a measurement that does not exist */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string' },
      quick: { type: 'boolean', default: false },
      data: { type: 'string' },
      import: { type: 'string' },
    },
  });
  const known = MEASUREMENTS.map(({ id }) => id);
  const only = values.only?.split(',') ?? known;
  for (const id of only) if (!known.includes(id)) throw new TypeError(`There is no measurement ${id}.\n\n${USAGE}`);
  return { only, quick: values.quick, data: fromHere(values.data), slackExport: fromHere(values.import) };
}

/** npm runs us at the checkout's root, whichever folder the user named the file from. */
function fromHere(path: string | undefined): string | undefined {
  return path === undefined ? undefined : resolve(process.env.INIT_CWD ?? '.', path);
}
