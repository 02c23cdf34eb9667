/** Everything that must never happen. */
export type ViolationName =
  /** The server said that it has a message, and does not. */
  | 'acked but lost'
  /** Handed to the SDK, neither refused nor still waiting, and not on the server. */
  | 'written but lost'
  /** An edit, deletion or reaction was acknowledged and did not happen. */
  | 'ack that lied'
  | 'stored twice'
  | 'shown twice'
  /** `seq`, `rev` or one writer's messages out of their order. */
  | 'out of order'
  /** Two who look at one room see its messages in different places. */
  | 'different order'
  /** Something happened in a room and a connection that was joined, or resumed, did not hear of it. */
  | 'gap after resume'
  /** Seen, and never written by anybody, or never stored. */
  | 'phantom'
  | 'wrong room'
  /** What a client shows in the end is not what the server has. */
  | 'not converged'
  /** Refused for a reason that does not hold, or `unavailable` without saying when to try again. */
  | 'wrong refusal'
  /** Something did not come to pass in the time it has. */
  | 'too late'
  /** A bound on memory or time was broken. */
  | 'out of bounds';

/** One of them, with what a person needs to find it. */
export interface Violation {
  name: ViolationName;
  detail: string;
}

/** One line a name: how often, and the first example. */
export function summarize(violations: readonly Violation[]): string[] {
  const byName = new Map<ViolationName, string[]>();
  for (const { name, detail } of violations) byName.set(name, [...(byName.get(name) ?? []), detail]);
  return [...byName].map(([name, details]) => `${name} ×${details.length}: ${details[0]}`);
}
