import type { Api } from '@confab/client';
import type { Room } from '@confab/protocol';
import { type ReactNode, useState } from 'react';
import { errorWords } from '../../store/error-words.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { Problem } from '../../ui/problem.tsx';
import { PACES } from './durations.ts';

/** How long a member waits between two messages. */
export function SlowModeTab({ api, room }: { api: Api; room: Room }): ReactNode {
  const [pace, setPace] = useState(room.slowModeMs ?? 0);
  const [problem, setProblem] = useState('');
  const choose = (slowModeMs: number) => {
    const before = pace;
    setPace(slowModeMs);
    setProblem('');
    api.updateRoom(room.id, { slowModeMs }).catch((error: unknown) => {
      setPace(before);
      setProblem(errorWords(error));
    });
  };
  return (
    <>
      <p>When a room gets too fast: each member waits this long between two messages. Moderators don’t.</p>
      <ChoiceField label="One message every" choices={PACES} value={pace} onChoose={choose} />
      <Problem words={problem} />
    </>
  );
}
