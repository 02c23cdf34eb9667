import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NotHereError, type Place } from './scenario.ts';
import { temporaryFolder } from './temporary-folder.ts';

const DISK_FAULTS = fileURLToPath(new URL('../native/disk-faults.c', import.meta.url));
const DISK_SIZE = '24m';
const CHUNK = Buffer.alloc(4_096, 1);

/** A small disk of its own that can be filled to the last byte. */
export async function smallDisk(): Promise<Place> {
  const dataDir = await temporaryFolder();
  const unmount = async () => {
    execFileSync('umount', ['--lazy', dataDir]);
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_SIZE}`, 'tmpfs', dataDir], { stdio: 'pipe' });
  } catch {
    await rm(dataDir, { recursive: true, force: true });
    throw new NotHereError('needs root, to mount a small disk');
  }
  const filler = join(dataDir, 'filler');
  return { dataDir, begin: () => fill(filler), end: () => rmSync(filler), remove: unmount };
}

function fill(path: string): void {
  const file = openSync(path, 'w');
  try {
    for (;;) writeSync(file, CHUNK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(file);
  }
}

/** A disk that fails on demand, by a library preloaded into the server. @param fault as in native/disk-faults.c */
export async function failingDisk(fault: 'fsync' | 'readonly'): Promise<Place> {
  const folder = await temporaryFolder();
  const library = join(folder, 'disk-faults.so');
  try {
    execFileSync('gcc', ['-shared', '-fPIC', '-O1', '-o', library, DISK_FAULTS, '-ldl'], { stdio: 'pipe' });
  } catch {
    await rm(folder, { recursive: true, force: true });
    throw new NotHereError('needs Linux and gcc, to put a failing disk under the server');
  }
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir);
  const base = join(folder, 'fails');
  return {
    dataDir,
    env: { LD_PRELOAD: library, DISK_FAULTS: base },
    begin: () => writeFileSync(`${base}.${fault}`, ''),
    end: () => rmSync(`${base}.${fault}`),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
