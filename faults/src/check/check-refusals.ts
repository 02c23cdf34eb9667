import type { Facts, Refusal } from './facts.ts';
import type { Violation } from './violation.ts';

/** The server refuses only what it cannot do now, and then says when to try again; or what has become impossible. */
export function checkRefusals(facts: Facts): Violation[] {
  const deleted = new Set(
    facts.changes.filter(({ frame }) => frame.type === 'delete').map(({ frame }) => frame.message),
  );
  const taken = new Set(facts.postAcks.filter(({ at }) => facts.excused(at)).map(({ id }) => id));
  const violations: Violation[] = [];
  for (const refusal of facts.refusals) {
    const problem = problemOf(refusal, (message) => deleted.has(message) || taken.has(message));
    if (!problem) continue;
    const { person, request, error } = refusal;
    const detail = `${request.type} of ${person}: ${problem} ${error.code}, "${error.message}"`;
    violations.push({ name: 'wrong refusal', detail });
  }
  return violations;
}

function problemOf({ request, error }: Refusal, mayBeGone: (message: string) => boolean): string | undefined {
  if (error.code === 'unavailable') return error.retryAfterMs === undefined ? 'no retry hint with' : undefined;
  const isGone = error.code === 'message_not_found' && 'message' in request && mayBeGone(request.message);
  return isGone ? undefined : 'unfounded';
}
