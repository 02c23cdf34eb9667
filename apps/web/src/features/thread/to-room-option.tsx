import type { ReactNode } from 'react';

interface Props {
  roomName: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** Whether a reply shall stand in the room as well. */
export function ToRoomOption({ roomName, checked, onChange }: Props): ReactNode {
  return (
    <label className="to-room">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span>Also show in {roomName}</span>
    </label>
  );
}
