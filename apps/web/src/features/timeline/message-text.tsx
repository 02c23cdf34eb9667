import type { User } from '@confab/protocol';
import { Fragment, memo, type ReactNode, useMemo } from 'react';
import { CodeBlock } from './code-block.tsx';
import { parseMarkdown } from './markdown/parse-markdown.ts';
import type { Block, Inline } from './markdown/syntax-tree.ts';
import { mentionsIn } from './mentions-in.ts';

interface Props {
  body: string;
  /** Who can be mentioned here. */
  people: readonly User[];
  /** The reader's user id; mentions of it are marked. */
  me: string;
  /** Stands after the last word. */
  after?: ReactNode;
}

/** A message body as React elements: no HTML is ever made of it. */
export const MessageText = memo(function MessageText({ body, people, me, after }: Props): ReactNode {
  const blocks = useMemo(() => parseMarkdown(body), [body]);
  const context = { people, me };
  const last = blocks.at(-1);
  const inLast = after !== undefined && last?.kind === 'paragraph';
  return (
    <>
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a body is read anew as a whole
        <BlockView key={index} block={block} context={context} after={inLast && block === last ? after : undefined} />
      ))}
      {!inLast && after}
    </>
  );
});

interface Context {
  people: readonly User[];
  me: string;
}

function BlockView({ block, context, after }: { block: Block; context: Context; after?: ReactNode }): ReactNode {
  switch (block.kind) {
    case 'code':
      return <CodeBlock language={block.language} title={block.title} text={block.text} />;
    case 'quote':
      return (
        <blockquote>
          {block.children.map((child, index) => keyed(index, <BlockView block={child} context={context} />))}
        </blockquote>
      );
    case 'list':
      return <ListView block={block} context={context} />;
    default:
      return (
        <p>
          {inlines(block.children, context)}
          {after !== undefined && <> {after}</>}
        </p>
      );
  }
}

function ListView({ block, context }: { block: Extract<Block, { kind: 'list' }>; context: Context }): ReactNode {
  const items = block.items.map((item, index) => (
    <li
      // biome-ignore lint/suspicious/noArrayIndexKey: a body is read anew as a whole
      key={index}
      data-depth={item.depth || undefined}
      className={item.ordered === block.ordered ? undefined : 'other'}
    >
      {inlines(item.children, context)}
    </li>
  ));
  return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
}

function inlines(nodes: readonly Inline[], context: Context): ReactNode[] {
  return nodes.map((node, index) => keyed(index, inline(node, context)));
}

/** No component: a room opens with hundreds of them. */
function inline(node: Inline, context: Context): ReactNode {
  switch (node.kind) {
    case 'text':
      return withMentions(node.text, context);
    case 'code':
      return <code>{node.text}</code>;
    case 'break':
      return <br />;
    case 'strong':
      return <strong>{inlines(node.children, context)}</strong>;
    case 'emphasis':
      return <em>{inlines(node.children, context)}</em>;
    case 'strike':
      return <s>{inlines(node.children, context)}</s>;
    case 'link':
      return (
        <a href={node.href} target="_blank" rel="noopener noreferrer">
          {inlines(node.children, context)}
        </a>
      );
  }
}

function withMentions(text: string, context: Context): ReactNode {
  const found = mentionsIn(text, context.people);
  if (found.length === 0) return text;
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const { start, end } of found) {
    if (start < at) continue;
    const mine = found.some((other) => other.start === start && other.who.id === context.me);
    pieces.push(text.slice(at, start));
    pieces.push(
      <span key={start} className={mine ? 'at me' : 'at'}>
        {text.slice(start, end)}
      </span>,
    );
    at = end;
  }
  pieces.push(text.slice(at));
  return pieces;
}

/** Text needs no key, and no element around it. */
function keyed(index: number, node: ReactNode): ReactNode {
  return typeof node === 'string' ? node : <Fragment key={index}>{node}</Fragment>;
}
