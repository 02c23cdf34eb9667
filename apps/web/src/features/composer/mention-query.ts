/** An `@` that is being typed: where it stands and what follows it up to the caret. */
export interface MentionQuery {
  at: number;
  query: string;
}

const OPEN = /(?:^|[^\p{L}\p{N}_@/.-])@([\p{L}\p{N}_.'-]{0,30}(?: [\p{L}\p{N}_.'-]{1,30})?)$/u;

/** The mention before the caret, if one is being typed. */
export function mentionBefore(text: string, caret: number): MentionQuery | undefined {
  const query = OPEN.exec(text.slice(Math.max(0, caret - 64), caret))?.[1];
  return query === undefined ? undefined : { at: caret - query.length - 1, query };
}
