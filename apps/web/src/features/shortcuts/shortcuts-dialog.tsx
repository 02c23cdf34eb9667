import type { ReactNode } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import './shortcuts.css';

const APPLE = /Mac|iPhone|iPad/.test(navigator.platform);
const MOD = APPLE ? '⌘' : 'Ctrl';

const GROUPS: readonly { title: string; keys: readonly [string[], string][] }[] = [
  {
    title: 'Anywhere',
    keys: [
      [[MOD, 'K'], 'find a room or a message'],
      [['F6'], 'go to the next part of the window'],
      [['⇧', 'F6'], 'go to the part before'],
    ],
  },
  {
    title: 'While writing',
    keys: [
      [['↵'], 'send'],
      [['⇧', '↵'], 'new line'],
      [['↑'], 'edit your last message, while nothing is written'],
      [['@'], 'mention somebody'],
      [[MOD, 'B'], 'bold'],
      [[MOD, 'I'], 'italic'],
    ],
  },
  {
    title: 'On a message',
    keys: [
      [['↑', '↓'], 'go to another message'],
      [['↵'], 'go to its actions'],
      [['R'], 'reply'],
      [['E'], 'edit your own'],
      [['C'], 'copy its text'],
    ],
  },
];

/** What the keys do. */
export default function ShortcutsDialog({ onClose }: { onClose: () => void }): ReactNode {
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <div className="inside shortcuts">
        {GROUPS.map(({ title, keys }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map(([names, does]) => (
                <div key={does}>
                  <dt>
                    {names.map((name) => (
                      <kbd key={name}>{name}</kbd>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
