import type { World } from './world.ts';

/** Where a server's data lies for a scenario that needs a special place. */
export interface Place {
  dataDir?: string;
  /** Laid over the server's environment. */
  env?: Record<string, string>;
  /** Takes the place away again. */
  remove?(): Promise<void>;
}

/** One kind of fault, brought upon a world in which people write. */
export interface Scenario {
  /** Names it on the command line and among the kept seeds. */
  name: string;
  /** Messages a second, all together; 300 where left out. */
  rate?: number;
  env?: Record<string, string>;
  /** Why it cannot run on this machine; undefined where it can. */
  missing?(): string | undefined;
  prepare?(): Promise<Place>;
  /** Brings the fault and takes it away again. What must hold at all times is checked afterwards, by others. */
  run(world: World): Promise<void>;
}
