import type { World } from './world.ts';

/** Where a server runs for a scenario that needs a special place. */
export interface Place {
  /** An empty folder for its data; one of its own where left out. */
  dataDir?: string;
  /** Laid over the server's environment. */
  env?: Record<string, string>;
  /** Brings the fault that the place was made for. */
  begin(): void | Promise<void>;
  end(): void | Promise<void>;
  /** Takes the place away again. */
  remove(): Promise<void>;
}

/** This machine cannot run the scenario. */
export class NotHereError extends Error {
  override readonly name = 'NotHereError';
}

/** Messages a second, all people together, where a scenario has no rate of its own. */
export const RATE = 300;

/** One kind of fault, brought upon a world in which people write. */
export interface Scenario {
  /** Names it on the command line and among the kept seeds. */
  name: string;
  /** Messages a second, all together; `RATE` where left out. */
  rate?: number;
  /** @throws NotHereError with the reason */
  prepare?(): Promise<Place>;
  /** Brings the fault and takes it away again. What must hold at all times is checked afterwards, by others. */
  run(world: World, place: Place): Promise<void>;
}
