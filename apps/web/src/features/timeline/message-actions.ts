import { ClientError } from '@confab/client';
import type { Message } from '@confab/protocol';

import { Copy, Flag, Link, type LucideIcon, MessageSquareText, Pencil, Pin, PinOff, Reply, Trash2 } from 'lucide-react';

import { editMessage } from '../../store/editing-store.ts';
import { errorWords } from '../../store/error-words.ts';
import { notify } from '../../store/notices.ts';
import { copyText } from './copy-text.ts';
import { isOwnReaction, noteOwnReaction } from './own-reactions.ts';
import type { TimelineContextValue } from './timeline-context.ts';

/** Something to do with a message; the toolbar and the sheet show the same. */
export interface MessageAction {
  label: string;
  icon: LucideIcon;
  /** Pressed while the message has the focus. */
  key?: string;
  flip?: boolean;
  danger?: boolean;
  run: () => void;
}

/** What the reader may do with a message, apart from reacting. */
export function actionsFor(message: Message, timeline: TimelineContextValue): MessageAction[] {
  const own = message.author.id === timeline.me.id;
  const copy = () => copyText(message.body);
  const { openThread, pin, writable } = timeline;
  return [
    ...(writable ? [{ label: 'Reply', icon: Reply, key: 'r', flip: true, run: () => timeline.reply(message) }] : []),
    ...(writable && openThread
      ? [
          {
            label: 'Reply in thread',
            icon: MessageSquareText,
            key: 't',
            run: () => openThread(message.thread ?? message.id),
          },
        ]
      : []),
    ...(pin
      ? [
          message.pinned
            ? { label: 'Unpin', icon: PinOff, run: () => pin(message, false) }
            : { label: 'Pin', icon: Pin, run: () => pin(message, true) },
        ]
      : []),
    ...(message.body ? [{ label: 'Copy text', icon: Copy, key: 'c', run: copy }] : []),
    { label: 'Copy link', icon: Link, key: 'l', run: () => timeline.copyLink(message) },
    ...(own && writable
      ? [{ label: 'Edit', icon: Pencil, key: 'e', run: () => editMessage(message.id, timeline.place) }]
      : []),
    ...(own ? [] : [{ label: 'Report…', icon: Flag, run: () => timeline.report(message) }]),
    ...(timeline.mayDelete(message)
      ? [{ label: 'Delete', icon: Trash2, danger: true, run: () => timeline.confirmDelete(message) }]
      : []),
  ];
}

/** Adds or takes back a reaction; says so where that fails. */
export function toggleReaction(message: Message, emoji: string, timeline: TimelineContextValue): void {
  toggle(message, emoji, timeline).catch((error: unknown) => notify(reactionWords(error)));
}

function reactionWords(error: unknown): string {
  if (error instanceof ClientError && error.code === 'too_large')
    return 'There are as many reactions as a message takes.';
  return errorWords(error);
}

async function toggle(message: Message, emoji: string, { me, room }: TimelineContextValue): Promise<void> {
  const reaction = message.reactions?.find((known) => known.emoji === emoji) ?? { emoji, count: 0, users: [] };
  let on = !isOwnReaction(reaction, message.id, me.id);
  const rev = await room.react(message.id, emoji, on);
  // Only the first who reacted are told: one's own may be among the rest, and adding it changes nothing then.
  if (on && reaction.count > reaction.users.length && rev === message.rev) {
    on = false;
    await room.react(message.id, emoji, on);
  }
  noteOwnReaction(emoji, on, message.id, me.id);
}
