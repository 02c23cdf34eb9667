/**
 * Where an arrow key leads in grids that stand under each other, each beginning a row of its own. Up and down keep the
 * column, or go to the last of a row that is shorter.
 * @param sizes how many cells each grid has
 * @param from a cell, counted through all grids
 * @returns the cell to go to; the same one where there is none
 */
export function stepInGrids(sizes: readonly number[], columns: number, from: number, key: string): number {
  const rows = rowsOf(sizes, columns);
  const now = rows.findIndex(({ start, length }) => from < start + length);
  const end = sizes.reduce((sum, size) => sum + size, 0) - 1;
  if (key === 'ArrowLeft') return Math.max(from - 1, 0);
  if (key === 'ArrowRight') return Math.min(from + 1, end);
  const next = rows[key === 'ArrowDown' ? now + 1 : now - 1];
  const column = from - (rows[now]?.start ?? 0);
  return next ? next.start + Math.min(column, next.length - 1) : from;
}

function rowsOf(sizes: readonly number[], columns: number): { start: number; length: number }[] {
  const rows: { start: number; length: number }[] = [];
  let start = 0;
  for (const size of sizes) {
    for (let left = size; left > 0; left -= columns) {
      const length = Math.min(left, columns);
      rows.push({ start, length });
      start += length;
    }
  }
  return rows;
}
