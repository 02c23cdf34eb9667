import type { SessionInfo, StartInfo } from '@confab/protocol';
import { create } from 'zustand';

/** How one may come in here. */
export type Doors = Omit<StartInfo, 'session'>;

interface AccountStore {
  /** Oneself; undefined while nobody is signed in, and until the server has said so. */
  me: SessionInfo | undefined;
  doors: Doors;
}

/** Who one is beyond a name: role, address, status text; and how others come in. */
export const useAccount = create<AccountStore>()(() => ({
  me: undefined,
  doors: { signUp: 'open', guests: true, mail: false },
}));

/** Takes on what the server says about oneself. */
export function setMe(me: SessionInfo | undefined): void {
  useAccount.setState({ me });
}
