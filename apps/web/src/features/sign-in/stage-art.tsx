import type { ReactNode } from 'react';

/** Leaves of a conversation, for the eye only. */
export function StageArt(): ReactNode {
  return (
    <div className="stage" aria-hidden="true">
      <svg viewBox="0 0 700 884" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
        {LEAVES.map(([path, fill]) => (
          <path key={path} d={path} fill={`var(--f${fill})`} />
        ))}
      </svg>
    </div>
  );
}

const LEAVES: readonly [string, number][] = [
  ['M-2 70H182a58 58 0 0 1 0 116H-46a14 14 0 0 1-14-14V128a58 58 0 0 1 58-58Z', 3],
  ['M342 128H696a58 58 0 0 1 58 58V230a14 14 0 0 1-14 14H342a58 58 0 0 1 0-116Z', 1],
  ['M154 286H288a58 58 0 0 1 0 116H110a14 14 0 0 1-14-14V344a58 58 0 0 1 58-58Z', 2],
  ['M430 286H430a58 58 0 0 1 58 58V388a14 14 0 0 1-14 14H430a58 58 0 0 1 0-116Z', 3],
  ['M18 444H322a58 58 0 0 1 0 116H-26a14 14 0 0 1-14-14V502a58 58 0 0 1 58-58Z', 1],
  ['M482 444H706a58 58 0 0 1 58 58V546a14 14 0 0 1-14 14H482a58 58 0 0 1 0-116Z', 4],
  ['M270 602H534a58 58 0 0 1 0 116H226a14 14 0 0 1-14-14V660a58 58 0 0 1 58-58Z', 3],
  ['M118 602H118a58 58 0 0 1 58 58V704a14 14 0 0 1-14 14H118a58 58 0 0 1 0-116Z', 2],
  ['M-22 760H192a58 58 0 0 1 0 116H-66a14 14 0 0 1-14-14V818a58 58 0 0 1 58-58Z', 4],
  ['M358 760H662a58 58 0 0 1 58 58V862a14 14 0 0 1-14 14H358a58 58 0 0 1 0-116Z', 1],
];
