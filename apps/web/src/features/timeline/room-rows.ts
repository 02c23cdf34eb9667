import { isThreadOnly, type Row } from '@confab/client';

/** The rows that the room itself shows: all but what stands in threads only. The same array where that is all. */
export function roomRows(rows: readonly Row[]): readonly Row[] {
  return rows.some(isHidden) ? rows.filter((row) => !isHidden(row)) : rows;
}

function isHidden(row: Row): boolean {
  return isThreadOnly(row.status === 'sent' ? row.message : row.entry);
}
