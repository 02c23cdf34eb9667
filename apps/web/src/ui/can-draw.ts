// From here on Unicode adds emoji year by year, so they may be newer than the device's font.
const NEW_SINCE = 0x1fa70;
/** One of them that fonts have had for long. */
const KNOWN = '🪐';
/** A code point that no font has a picture for. */
const NONE = '\u{1fffe}';

/** Whether the device has a picture for an emoji. One that its font lacks is as wide as the box that stands for it. */
export const canDraw = createMeter();

function createMeter(): (emoji: string) => boolean {
  const canvas = typeof OffscreenCanvas === 'undefined' ? null : new OffscreenCanvas(1, 1).getContext('2d');
  if (!canvas) return () => true;
  canvas.font = '32px sans-serif';
  const { width: box } = canvas.measureText(NONE);
  // Where pictures are as wide as the box, this tells nothing.
  if (canvas.measureText(KNOWN).width === box) return () => true;
  return (emoji) => (emoji.codePointAt(0) ?? 0) < NEW_SINCE || canvas.measureText(emoji).width !== box;
}
