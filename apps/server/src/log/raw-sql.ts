/** Runs one statement written as a tagged template: what stands in `${}` is bound, never pasted in. Prisma's clients do. */
export interface RawSql {
  /** @returns the statement's rows */
  $queryRaw<T>(sql: TemplateStringsArray, ...parameters: unknown[]): T | PromiseLike<T>;
  /** @returns how many rows it changed */
  $executeRaw(sql: TemplateStringsArray, ...parameters: unknown[]): number | PromiseLike<number>;
}

/** Rows of one table, and what becomes of one whose key is there already. */
export interface RowInsert {
  table: string;
  columns: readonly string[];
  /** An `ON CONFLICT` clause. */
  onConflict: string;
}

/** Statements, and many rows at once: each way to the database has a cheapest one. */
export interface RowSql extends RawSql {
  /** Inserts rows, each an array of strings, numbers and nulls in the order of the columns. */
  insertRows(insert: RowInsert, rows: readonly SqlValue[][]): void | PromiseLike<void>;
}

export type SqlValue = string | number | null;

/** The insert of one row, each value a parameter. */
export function insertStatement({ table, columns, onConflict }: RowInsert): string {
  return `INSERT INTO "${table}" (${listed(columns)}) VALUES (${columns.map(() => '?').join()}) ${onConflict}`;
}

/** The insert of many rows, a JSON array of arrays as the one parameter. */
export function jsonInsertStatement({ table, columns, onConflict }: RowInsert): string {
  const values = columns.map((_, i) => `value ->> ${i}`).join();
  return `INSERT INTO "${table}" (${listed(columns)}) SELECT ${values} FROM jsonb_each(?) WHERE true ${onConflict}`;
}

function listed(columns: readonly string[]): string {
  return columns.map((name) => `"${name}"`).join();
}
