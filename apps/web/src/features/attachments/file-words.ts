const UNITS = ['kB', 'MB', 'GB'];

/** A size as people read it: `812 B`, `1.4 MB`, on one line. Thousands are 1,024, as in the limits that operators set. */
export function sizeWords(bytes: number): string {
  let value = bytes;
  let unit = 'B';
  for (const next of UNITS) {
    if (value < 1000) break;
    value /= 1024;
    unit = next;
  }
  return `${value >= 10 || unit === 'B' ? Math.round(value) : Math.round(value * 10) / 10}\u00a0${unit}`;
}

/** What a file is, in a word: its extension, else the second half of its type. */
export function kindWords(name: string, type: string): string {
  const extension = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1];
  if (extension) return extension.toUpperCase();
  if (type === 'text/plain') return 'Text';
  const [, second = ''] = type.split('/');
  return /^[a-z0-9]{1,5}$/.test(second) ? second.toUpperCase() : 'File';
}
