import { parseArgs } from 'node:util';
import { WORKLOADS } from './workloads.ts';

/** What was asked for on the command line. */
export interface Options {
  /** Ids of workloads. */
  only: string[];
  /** Names of peers, in part and in any case; all where undefined. */
  peers: string[] | undefined;
  /** Measured time, s; each workload's own where undefined. */
  seconds: number | undefined;
  rounds: number;
  quick: boolean;
  json: boolean;
  install: boolean;
  /** The main.js of another build of Confab, measured beside this one. */
  other: string | undefined;
  /** The folder of uWebSockets.js. */
  uws: string | undefined;
}

const USAGE = `npm run bench -- [options]
  --quick           a look in two minutes: short runs, fewer peers
  --only <ids>      workloads, separated by commas: ${WORKLOADS.map(({ id }) => id).join(', ')}
  --peers <names>   peers, separated by commas; Confab always takes part
  --seconds <n>     measured time of a run
  --rounds <n>      runs of each peer, in turns (3)
  --json            the results as JSON on stdout
  --install         install the Debian packages that peers need first (root)
  --other <main.js> another build of Confab, measured beside this one
  --uws <folder>    uWebSockets.js, where it is not among the installed packages`;

/** @throws TypeError for an option or a workload that does not exist */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string' },
      peers: { type: 'string' },
      seconds: { type: 'string' },
      rounds: { type: 'string' },
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      install: { type: 'boolean', default: false },
      other: { type: 'string' },
      uws: { type: 'string' },
    },
  });
  const known = WORKLOADS.map(({ id }) => id);
  const only = values.only?.split(',') ?? known;
  for (const id of only) if (!known.includes(id)) throw new TypeError(`There is no workload ${id}.\n\n${USAGE}`);
  return {
    ...values,
    only,
    peers: values.peers?.split(','),
    seconds: positive('seconds', values.seconds),
    rounds: positive('rounds', values.rounds) ?? (values.quick ? 1 : 3),
    other: values.other,
    uws: values.uws,
  };
}

function positive(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!(Number(value) > 0)) throw new TypeError(`--${name} must be a number above 0.\n\n${USAGE}`);
  return Number(value);
}
