/** Runs one statement written as a tagged template: what stands in `${}` is bound, never pasted in. Prisma's clients do. */
export interface RawSql {
  /** @returns the statement's rows */
  $queryRaw<T>(sql: TemplateStringsArray, ...parameters: unknown[]): T | PromiseLike<T>;
  /** @returns how many rows it changed */
  $executeRaw(sql: TemplateStringsArray, ...parameters: unknown[]): number | PromiseLike<number>;
}
