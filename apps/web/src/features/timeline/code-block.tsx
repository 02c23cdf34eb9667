import { Check, Copy } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { notify } from '../../store/notices.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { writeClipboard } from '../../ui/write-clipboard.ts';
import type { CodeToken } from './highlight.ts';

/** How long code has to be there before it is coloured, ms: what only passes by while one scrolls is not. */
const PASSING_MS = 100;

interface Props {
  language: string;
  title: string;
  text: string;
}

/** Fenced code. Colours come later, in the same place and size. */
export function CodeBlock({ language, title, text }: Props): ReactNode {
  const [tokens, setTokens] = useState<readonly CodeToken[]>();
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!language) return;
    let current = true;
    const timer = setTimeout(() => {
      import('./highlight.ts')
        .then(({ highlight }) => current && setTokens(highlight(text, language)))
        // Without colours the code reads just as well.
        .catch(() => undefined);
    }, PASSING_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [language, text]);

  const copy = async () => {
    try {
      await writeClipboard(text);
      setCopied(true);
      setTimeout(() => setCopied(false), 2000);
    } catch {
      notify('The browser didn’t allow copying.');
    }
  };

  const name = title || language || 'Code';
  return (
    <div className="codebox">
      <header>
        <span>{name}</span>
        {title && language && <small>{language}</small>}
        <IconButton icon={copied ? Check : Copy} small label={copied ? 'Copied' : 'Copy code'} onClick={copy} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, by keyboard too */}
      {/* biome-ignore lint/a11y/useSemanticElements: preformatted text that is also a region to scroll */}
      <pre tabIndex={0} role="region" aria-label={`Code, ${name}`}>
        <code>{tokens ? tokens.map(paint) : text}</code>
      </pre>
    </div>
  );
}

function paint(token: CodeToken, index: number): ReactNode {
  if (!token.className) return token.text;
  return (
    <span key={index} className={token.className}>
      {token.text}
    </span>
  );
}
