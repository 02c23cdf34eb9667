import { mediaTypeOf } from './media-type.ts';

/** The side of a picture, px: twice the largest that is shown. */
const SIDE = 256;
/** A picture of more than this is none of a person: unpacked, a small file could fill the memory. */
const MAX_PIXELS = 40_000_000;
const MAX_SECONDS = 10;

/** What a camera or a browser makes. SVG is none of it: it is a program. */
const IMAGES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

/**
 * Makes a square WebP of an upload, without its metadata, in sharp's own threads. The type is told from the bytes.
 * @returns undefined where that is no image, is broken, or too large to unpack
 */
export async function drawAvatar(upload: Buffer): Promise<Buffer | undefined> {
  if (!IMAGES.has(await mediaTypeOf(upload.subarray(0, 4_100)))) return undefined;
  // Loaded with the first picture: it takes longer than all the rest of a start.
  const { default: sharp } = await import('sharp');
  return sharp(upload, { limitInputPixels: MAX_PIXELS, sequentialRead: true })
    .timeout({ seconds: MAX_SECONDS })
    .autoOrient()
    .resize({ width: SIDE, height: SIDE, fit: 'cover' })
    .webp({ quality: 82 })
    .toBuffer()
    .catch(() => undefined);
}
