import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Pictures of people, a file each. An id is 128 bits of chance: whoever knows it was told. */
export class AvatarFolder {
  /** @param folder absolute; made when the first picture comes */
  constructor(private readonly folder: string) {}

  /** Keeps a picture. @returns its id */
  async add(picture: Buffer): Promise<string> {
    const id = randomBytes(16).toString('hex');
    const path = this.pathOf(id);
    await mkdir(this.folder, { recursive: true });
    try {
      await writeFile(`${path}.new`, picture, { mode: 0o600, flush: true });
      await rename(`${path}.new`, path);
    } catch (error) {
      await rm(`${path}.new`, { force: true });
      throw error;
    }
    return id;
  }

  /** Undefined where there is none, or where that is no id. */
  async read(id: string): Promise<Buffer | undefined> {
    if (!/^[0-9a-f]{32}$/.test(id)) return undefined;
    return readFile(this.pathOf(id)).catch(() => undefined);
  }

  /** Again does nothing. */
  async remove(id: string): Promise<void> {
    if (/^[0-9a-f]{32}$/.test(id)) await rm(this.pathOf(id), { force: true });
  }

  private pathOf(id: string): string {
    return join(this.folder, `${id}.webp`);
  }
}
