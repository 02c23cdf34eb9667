import { AtSign, Bold, Code, Italic, Link, List, type LucideIcon, Quote } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { IconButton } from '../../ui/icon-button.tsx';
import type { Format } from './formatting.ts';

const FORMATS: readonly { kind: Format; label: string; icon: LucideIcon }[] = [
  { kind: 'bold', label: 'Bold', icon: Bold },
  { kind: 'italic', label: 'Italic', icon: Italic },
  { kind: 'code', label: 'Code', icon: Code },
  { kind: 'link', label: 'Link', icon: Link },
  { kind: 'quote', label: 'Quote', icon: Quote },
  { kind: 'list', label: 'List', icon: List },
];

interface Props {
  onFormat: (kind: Format) => void;
  onMention: () => void;
}

/** The row of formats under the composer. */
export const FormatButtons = memo(function FormatButtons({ onFormat, onMention }: Props): ReactNode {
  return (
    <>
      {FORMATS.map(({ kind, label, icon }) => (
        <IconButton key={kind} icon={icon} label={label} onClick={() => onFormat(kind)} />
      ))}
      <IconButton icon={AtSign} label="Mention someone" onClick={onMention} />
    </>
  );
});
