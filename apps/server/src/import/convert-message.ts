import { LIMITS, normalizeBody } from '@confab/protocol';
import type { BulkMessage } from '../log/bulk-append.ts';
import { idOf, originOf } from './origin.ts';
import { emojiOf } from './slack-emoji.ts';
import type { SlackPeople } from './slack-people.ts';
import type { SlackMessage } from './slack-shapes.ts';
import { type TextNames, toMarkdown } from './slack-text.ts';
import { milliseconds } from './slack-time.ts';

/** What the conversion of a message needs to know. */
export interface ConversionContext {
  team: string;
  /** The channel's id. */
  channel: string;
  people: SlackPeople;
  names: TextNames;
}

/** Hears what of a message does not come, or comes changed; `why` is for the report. */
export type OnLoss = (why: string, count?: number) => void;

/** Subtypes in which somebody says something. The others are notices of Slack's, such as that somebody joined. */
const SAID = new Set([
  '',
  'bot_message',
  'me_message',
  'thread_broadcast',
  'reply_broadcast',
  'file_share',
  'file_comment',
  'slackbot_response',
]);

/** Replies in a thread that were sent to the channel as well. */
const TO_CHANNEL = new Set(['thread_broadcast', 'reply_broadcast']);

/** Stands for a message that has nothing to show, so that the count and the order of a channel stay what they were. */
const EMPTY = '(empty message)';

const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/**
 * Converts one message of a Slack channel.
 * @returns undefined where it is dropped
 */
export function convertMessage(
  message: SlackMessage,
  context: ConversionContext,
  onLoss: OnLoss,
): BulkMessage | undefined {
  // A root that was deleted while its thread goes on.
  const deleted = message.subtype === 'tombstone';
  if (!deleted && !SAID.has(message.subtype)) {
    onLoss(`notices of Slack itself (${message.subtype})`);
    return undefined;
  }
  onLoss('files: uploads are not imported, only their titles where there is no text', message.files?.length ?? 0);
  return {
    id: messageId(context, message.ts),
    author: context.people.author(message).id,
    body: deleted ? '' : bodyOf(message, context, onLoss),
    at: milliseconds(message.ts),
    editedAt: message.edited && !deleted ? milliseconds(message.edited.ts) : undefined,
    deleted,
    thread: message.thread_ts && message.thread_ts !== message.ts ? messageId(context, message.thread_ts) : undefined,
    toRoom: TO_CHANNEL.has(message.subtype),
    reactions: deleted ? [] : reactionsOf(message, context, onLoss),
  };
}

function messageId({ team, channel }: ConversionContext, ts: string): string {
  return idOf(originOf(team, `${channel}/${ts}`));
}

function bodyOf(message: SlackMessage, { names }: ConversionContext, onLoss: OnLoss): string {
  const source = message.text.trim() === '' ? substitute(message) : message.text;
  const clean = source.replaceAll('\r\n', '\n').replace(CONTROL, '').toWellFormed();
  if (clean !== source.replaceAll('\r\n', '\n')) onLoss('messages that lost control characters');
  const markdown = toMarkdown(clean, names).trim();
  const said = message.subtype === 'me_message' && markdown !== '' ? `_${markdown}_` : markdown;
  const body = normalizeBody(said);
  if (body.ok) return body.text;
  if (body.problem === 'empty') {
    onLoss(`messages without text, file or attachment: they came as ${EMPTY}`);
    return EMPTY;
  }
  onLoss(`messages cut at ${LIMITS.bodyCodePoints} characters`);
  return `${[...said].slice(0, LIMITS.bodyCodePoints - 1).join('')}…`;
}

// What a message without text shows in Slack: its files or attachments.
function substitute({ files, attachments }: SlackMessage): string {
  const titles = (files ?? []).map((file) => file?.title || file?.name || '');
  const texts = (attachments ?? []).map(
    ({ fallback, pretext, title, text }) => [pretext, title, text].filter(Boolean).join('\n') || fallback,
  );
  return [...titles, ...texts].filter(Boolean).join('\n');
}

function reactionsOf(
  { reactions }: SlackMessage,
  { people }: ConversionContext,
  onLoss: OnLoss,
): BulkMessage['reactions'] {
  const found: BulkMessage['reactions'] = [];
  const kinds = new Set<string>();
  const seen = new Set<string>();
  for (const { name, count, ...reaction } of reactions ?? []) {
    const users = reaction.users ?? [];
    const emoji = emojiOf(name);
    if (emoji === undefined || (!kinds.has(emoji) && kinds.size >= LIMITS.reactionKinds)) {
      onLoss(
        `reactions that Confab cannot show, or more than ${LIMITS.reactionKinds} kinds on a message`,
        users.length,
      );
      continue;
    }
    onLoss('reactions of people that the export does not name', Math.max(0, (count ?? 0) - users.length));
    kinds.add(emoji);
    for (const id of users) {
      const user = people.find(id)?.id;
      if (user === undefined) onLoss('reactions of people that the export does not name');
      else if (!seen.has(`${emoji} ${user}`)) found.push({ emoji, user });
      seen.add(`${emoji} ${user}`);
    }
  }
  return found;
}
