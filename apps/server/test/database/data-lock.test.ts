import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { DataInUseError, lockData } from '../../src/log/data-lock.ts';
import { temporaryUrl } from './temporary-database.ts';

// Whole processes are started here.
vi.setConfig({ testTimeout: 60_000 });

const HOLDER = `
  import { lockData } from ${JSON.stringify(join(import.meta.dirname, '../../src/log/data-lock.ts'))};
  globalThis.lock = lockData(process.env.TEST_URL);
  process.stdout.write('locked');
  setInterval(() => {}, 60_000);
`;

async function startHolder(url: string): Promise<ChildProcess> {
  const args = ['--import', 'tsx', '--input-type=module', '--eval', HOLDER];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, TEST_URL: url },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

function refusal(url: string): unknown {
  try {
    lockData(url).release();
    return undefined;
  } catch (error) {
    return error;
  }
}

test('another process is refused and told who holds the data, until the holder is killed', async () => {
  const url = await temporaryUrl();
  const holder = await startHolder(url);
  const error = refusal(url);
  expect(error).toBeInstanceOf(DataInUseError);
  expect(error).toMatchObject({ pid: holder.pid, message: expect.stringContaining(`(pid ${holder.pid})`) });
  // A refusal must not free the lock either: POSIX drops a process's locks when it closes any handle of the file.
  expect(refusal(url)).toBeInstanceOf(DataInUseError);

  holder.kill('SIGKILL');
  await once(holder, 'exit');
  expect(refusal(url)).toBeUndefined();
});

test('the same process is refused as well, until it releases', async () => {
  const url = await temporaryUrl();
  const lock = lockData(url);
  expect(refusal(url)).toMatchObject({ pid: process.pid });
  expect(refusal(url)).toBeInstanceOf(DataInUseError);
  lock.release();
  lock.release();
  expect(refusal(url)).toBeUndefined();
});
