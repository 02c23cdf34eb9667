import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FILE = fileURLToPath(new URL('../kept-seeds.json', import.meta.url));

/** A run that once failed; it is run again first, for ever. */
export interface KeptSeed {
  scenario: string;
  seed: number;
  /** What it showed. */
  showed: string[];
}

/** The runs that have failed before. */
export function readKeptSeeds(): KeptSeed[] {
  return JSON.parse(readFileSync(FILE, 'utf8')) as KeptSeed[];
}

/** Adds a run that failed, unless it is known. */
export function keepSeed(failed: KeptSeed): void {
  const kept = readKeptSeeds();
  if (kept.some(({ scenario, seed }) => scenario === failed.scenario && seed === failed.seed)) return;
  writeFileSync(FILE, `${JSON.stringify([...kept, failed], null, 2)}\n`);
}
