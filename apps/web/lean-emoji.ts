import type { Plugin } from 'vite';

const TABLE = /\/emojibase-data\/[a-z-]+\/compact\.json$/;

/** Halves the table of emoji: what the picker doesn't read (skin tones, code points, order) stays out of the bundle. */
export function leanEmoji(): Plugin {
  return {
    name: 'lean-emoji',
    // Before Vite makes a module of the JSON.
    enforce: 'pre',
    transform(code, id) {
      if (!TABLE.test(id)) return null;
      const table: Record<'unicode' | 'label' | 'tags' | 'group', unknown>[] = JSON.parse(code);
      return {
        code: JSON.stringify(table.map(({ unicode, label, tags, group }) => ({ unicode, label, tags, group }))),
      };
    },
  };
}
