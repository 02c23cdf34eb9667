import type { AccountRecord } from '../log/account-directory.ts';
import type { SessionRecord } from '../log/directory.ts';
import { DomainError } from '../rooms/domain-error.ts';
import type { Profiles } from './profiles.ts';

/** Where pictures of people lie; each has an id of its own, which nobody can guess and nothing changes behind. */
interface AvatarStore {
  /** Keeps a picture. @returns its id */
  add(picture: Buffer): Promise<string>;
  /** Undefined where there is none. */
  read(id: string): Promise<Buffer | undefined>;
  /** Again does nothing. */
  remove(id: string): Promise<void>;
}

export interface AvatarOptions {
  profiles: Profiles;
  store: AvatarStore;
  /** Makes a small square picture of an upload; undefined where that is no image, or too large to unpack. */
  draw: (upload: Buffer) => Promise<Buffer | undefined>;
}

const PATH = '/api/avatars/';

/** Pictures of people. */
export class Avatars {
  constructor(private readonly options: AvatarOptions) {}

  /** Takes a new picture. @throws DomainError invalid: it is no image */
  async set({ user }: SessionRecord, upload: Buffer): Promise<AccountRecord> {
    const { draw, profiles, store } = this.options;
    const picture = await draw(upload);
    if (!picture)
      throw new DomainError('invalid', 'the picture must be a PNG, JPEG, GIF, WebP or AVIF of a usual size');
    const id = await store.add(picture);
    const { account, before } = await profiles.setAvatar(user.id, PATH + id).catch(async (error: unknown) => {
      await store.remove(id);
      throw error;
    });
    await this.discard(before);
    return account;
  }

  /** Takes the picture away. */
  async remove({ user }: SessionRecord): Promise<AccountRecord> {
    const { account, before } = await this.options.profiles.setAvatar(user.id, null);
    await this.discard(before);
    return account;
  }

  /** A picture by its id: WebP. */
  read(id: string): Promise<Buffer | undefined> {
    return this.options.store.read(id);
  }

  // Imported people have pictures elsewhere.
  private async discard(path: string | undefined): Promise<void> {
    if (path?.startsWith(PATH)) await this.options.store.remove(path.slice(PATH.length));
  }
}
