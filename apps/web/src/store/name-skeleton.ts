/** Letters of other scripts, and figures, that are drawn like Latin ones: a small part of UTS #39’s confusables. */
const TWINS = new Map(
  [
    // Cyrillic
    ['АВЕЗКМНОРСТУХЅІЈԌԚԜҮҺ', 'ABE3KMHOPCTYXSIJGQWYH'],
    ['аеорсухѕіјһԁԛԝгкѵҽӏ', 'aeopcyxsijhdqwrkvel'],
    // Greek
    ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹ', 'ABEZHIKMNOPTYXC'],
    ['αγικνορυχϲϳ', 'ayikvopuxcj'],
    // Armenian, and Latin ones with a shape of their own
    ['օսհոցյԼՏՕ', 'ouhngjLSO'],
    ['ıɑɡʀɩłøđħŀǀ', 'iagrilodhll'],
  ].flatMap(([from = '', to = '']) => {
    const letters = Array.from(to);
    return Array.from(from, (letter, i) => [letter, letters[i] ?? letter] as const);
  }),
);

/**
 * What is left of a name once all that the eye passes over is gone: names with the same skeleton look alike. Case, accents,
 * width, blanks and punctuation don’t count; l, I, 1 and | are one letter, as are o and 0, rn and m, vv and w.
 * @returns empty for a name without letters and figures
 */
export function nameSkeleton(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('|', 'l');
  const latin = Array.from(plain, (letter) => TWINS.get(letter) ?? letter).join('');
  return latin
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/[i1]/g, 'l')
    .replaceAll('0', 'o')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w');
}

/** Whether a name has Latin letters beside those of a script with letters drawn the same: hardly anybody’s own name has. */
export function mixesScripts(name: string): boolean {
  return /\p{Script=Latin}/u.test(name) && /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}]/u.test(name);
}
