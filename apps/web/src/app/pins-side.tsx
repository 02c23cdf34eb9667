import type { Message, Room, User } from '@confab/protocol';
import { type ReactNode, useEffect, useRef } from 'react';
import { PinsList } from '../features/pins/pins-list.tsx';
import { MessageText } from '../features/timeline/message-text.tsx';
import { useRoomView } from '../store/room-view-store.ts';
import { useLayer } from '../ui/use-layer.ts';
import { usePhone } from '../ui/use-phone.ts';
import { showMessageOf } from './show-message-of.ts';
import { SideHead } from './side-head.tsx';
import { useFocusReturn } from './use-focus-return.ts';
import '../features/timeline/timeline.css';
import '../features/timeline/message.css';
import './side.css';

interface Props {
  room: Room;
  me: User;
  pins: readonly Message[];
  /** Undefined where one may not change them. */
  onPin: ((message: Message, on: boolean) => void) | undefined;
  onClose: () => void;
}

const NOBODY: readonly User[] = [];

/** The pinned messages of a room, at its side. */
export default function PinsSide({ room, me, pins, onPin, onClose }: Props): ReactNode {
  const people = useRoomView(room.id, (view) => view.people) ?? NOBODY;
  const phone = usePhone();
  const side = useRef<HTMLElement>(null);
  useFocusReturn();
  useLayer(onClose, phone);
  useEffect(() => side.current?.focus(), []);
  const unpin = (message: Message) => {
    onPin?.(message, false);
    // The button goes with its message.
    side.current?.focus();
  };
  const show = (message: Message) => {
    // There is one pane only: what was asked for lies under this one.
    if (phone) onClose();
    showMessageOf(room.slug, message);
  };
  return (
    <aside
      ref={side}
      className="side"
      aria-label="Pinned messages"
      tabIndex={-1}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <SideHead title="Pinned messages" roomName={room.name} onClose={onClose} />
      <PinsList
        pins={pins}
        people={people}
        text={(message) => <MessageText body={message.body} people={people} me={me.id} />}
        onShow={show}
        onUnpin={onPin && unpin}
      />
    </aside>
  );
}
