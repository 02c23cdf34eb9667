import type { Sharp } from 'sharp';
import type { FileStore } from './file-store.ts';

/** What is known of an image. Pixels, as it is shown. */
export interface Picture {
  width: number;
  height: number;
  thumb: boolean;
}

/** The longer side of a thumbnail, px. */
const THUMB_PIXELS = 720;
/** Images beyond this are files like any other: unpacked, a small file could fill the memory. */
const MAX_PIXELS = 100_000_000;
/** What one image may take to unpack, s. */
const MAX_SECONDS = 20;
/** Images that are unpacked at the same time: each may take some hundred MB. */
const AT_ONCE = 2;

const IMAGES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

/** Measures images and makes their thumbnails, in sharp's own threads. */
export class Pictures {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly store: FileStore) {}

  /**
   * Looks at a stored file; an image that is larger than its thumbnail would be gets one.
   * @returns undefined for what is no image, is broken or too large to unpack
   */
  async look(id: string, type: string): Promise<Picture | undefined> {
    if (!IMAGES.has(type)) return undefined;
    await this.turn();
    try {
      return await this.measure(id);
    } catch {
      return undefined;
    } finally {
      this.running -= 1;
      this.waiting.shift()?.();
    }
  }

  private async measure(id: string): Promise<Picture> {
    // Loaded with the first image: it takes longer than all the rest of a start.
    const { default: sharp } = await import('sharp');
    const open = () => sharp(this.store.pathOf(id, 'original'), { limitInputPixels: MAX_PIXELS, sequentialRead: true });
    const { autoOrient, orientation = 1, pages = 1 } = await open().metadata();
    const { width, height } = autoOrient;
    // A moving image would stand still; a small upright one is its own thumbnail.
    const needed = pages === 1 && (Math.max(width, height) > THUMB_PIXELS || orientation !== 1);
    const thumb = needed && (await this.addThumb(id, open()));
    return { width, height, thumb };
  }

  private async addThumb(id: string, image: Sharp): Promise<boolean> {
    const thumb = image
      .timeout({ seconds: MAX_SECONDS })
      .autoOrient()
      .resize({ width: THUMB_PIXELS, height: THUMB_PIXELS, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80 });
    try {
      // Metadata, such as where a photo was taken, does not come along.
      await this.store.addThumb(id, async (path) => void (await thumb.toFile(path)));
      return true;
    } catch {
      return false;
    }
  }

  private async turn(): Promise<void> {
    while (this.running >= AT_ONCE) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.running += 1;
  }
}
