import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { AvatarFolder } from '../../src/files/avatar-folder.ts';

test('a picture that could not be written leaves nothing behind', async () => {
  const path = await mkdtemp(join(tmpdir(), 'confab-test-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  async function* failing() {
    yield Buffer.from('half of it');
    throw new Error('the disk is full');
  }
  await expect(new AvatarFolder(path).add(failing() as never)).rejects.toThrow('the disk is full');
  expect(await readdir(path)).toEqual([]);
});
